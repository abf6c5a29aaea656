-- AlterTable
ALTER TABLE "process" ADD COLUMN     "milestones" JSONB;
