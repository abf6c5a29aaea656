-- AlterTable
ALTER TABLE "import_child" ADD COLUMN     "digest" TEXT,
ADD COLUMN     "review_due_on" DATE;

-- CreateTable
CREATE TABLE "feed_child" (
    "local_reference" TEXT NOT NULL,
    "import_id" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "review_due_on" DATE,

    CONSTRAINT "feed_child_pkey" PRIMARY KEY ("local_reference")
);

-- CreateIndex
CREATE INDEX "import_row_child_idx" ON "import_row"("child");
