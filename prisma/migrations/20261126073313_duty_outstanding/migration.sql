-- AlterTable
ALTER TABLE "duty" ADD COLUMN     "outstanding" JSONB;
