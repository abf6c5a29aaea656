-- AlterTable
ALTER TABLE "duty" ADD COLUMN     "due_at" TIMESTAMPTZ(3),
ADD COLUMN     "met_at" TIMESTAMPTZ(3);
