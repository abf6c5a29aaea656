-- AlterTable
ALTER TABLE "duty" ADD COLUMN     "quiet_until" DATE;

-- AlterTable
ALTER TABLE "team" ADD COLUMN     "recover_by" DATE,
ADD COLUMN     "recovery" TEXT;

-- CreateTable
CREATE TABLE "old_date" (
    "local_reference" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "due_on" DATE NOT NULL,

    CONSTRAINT "old_date_pkey" PRIMARY KEY ("local_reference","rule_id")
);
