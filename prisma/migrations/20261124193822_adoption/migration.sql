-- AlterTable
ALTER TABLE "process" ADD COLUMN     "settings_id" TEXT NOT NULL DEFAULT 'none';

-- AlterTable
ALTER TABLE "duty" ADD COLUMN     "practice_on" DATE;

-- CreateTable
CREATE TABLE "deployment" (
    "serial" SERIAL NOT NULL,
    "build" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deployment_pkey" PRIMARY KEY ("serial")
);

-- CreateTable
CREATE TABLE "settings_in_force" (
    "one" BOOLEAN NOT NULL DEFAULT true,
    "settings" JSONB NOT NULL,

    CONSTRAINT "settings_in_force_pkey" PRIMARY KEY ("one")
);

-- CreateTable
CREATE TABLE "adoption_effect" (
    "adoption_id" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "moved" JSONB NOT NULL,
    "overdue" INTEGER NOT NULL,

    CONSTRAINT "adoption_effect_pkey" PRIMARY KEY ("adoption_id","process_id")
);

-- CreateIndex
CREATE INDEX "process_closed_settings_id_id_idx" ON "process"("closed", "settings_id", "id");

-- One row from the beginning, so that what opens can hold it while what is in force changes.
INSERT INTO "settings_in_force" ("one", "settings") VALUES (true, 'null'::jsonb);
ALTER TABLE "settings_in_force" ADD CONSTRAINT "settings_in_force_one" CHECK ("one");
