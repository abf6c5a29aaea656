-- CreateTable
CREATE TABLE "delivery" (
    "id" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "claimed_at" TIMESTAMPTZ(3),
    "claimed_by" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "failure" TEXT,
    "dropped_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_alert" (
    "process_id" TEXT NOT NULL,
    "alert_id" TEXT NOT NULL,
    "addressed_to" TEXT NOT NULL,
    "delivery_id" TEXT NOT NULL,

    CONSTRAINT "delivery_alert_pkey" PRIMARY KEY ("process_id","alert_id","addressed_to")
);

-- CreateIndex
CREATE UNIQUE INDEX "delivery_message_id_key" ON "delivery"("message_id");

-- CreateIndex
CREATE INDEX "delivery_sent_at_failed_at_dropped_at_due_at_idx" ON "delivery"("sent_at", "failed_at", "dropped_at", "due_at");

-- CreateIndex
CREATE INDEX "delivery_person_created_at_idx" ON "delivery"("person", "created_at");

-- CreateIndex
CREATE INDEX "delivery_alert_delivery_id_idx" ON "delivery_alert"("delivery_id");
