-- AlterTable
ALTER TABLE "review" ADD COLUMN     "chaired" BOOLEAN;
