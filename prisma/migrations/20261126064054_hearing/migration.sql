-- CreateTable
CREATE TABLE "process_child" (
    "process_id" TEXT NOT NULL,
    "child_ref" TEXT NOT NULL,

    CONSTRAINT "process_child_pkey" PRIMARY KEY ("process_id","child_ref")
);

-- CreateTable
CREATE TABLE "hearing" (
    "listener_id" TEXT NOT NULL,
    "source_id" TEXT NOT NULL,
    "heard_through" INTEGER NOT NULL,

    CONSTRAINT "hearing_pkey" PRIMARY KEY ("listener_id","source_id")
);

-- CreateIndex
CREATE INDEX "process_child_child_ref_idx" ON "process_child"("child_ref");

-- CreateIndex
CREATE INDEX "hearing_source_id_idx" ON "hearing"("source_id");
