-- AlterTable
ALTER TABLE "child_overview" ADD COLUMN     "team" TEXT,
ADD COLUMN     "to_be_completed" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "worker_changes" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "person" (
    "ref" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "from_on" DATE NOT NULL,
    "to_on" DATE,

    CONSTRAINT "person_pkey" PRIMARY KEY ("ref")
);

-- CreateTable
CREATE TABLE "team" (
    "ref" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "above" TEXT,
    "live_from" DATE,

    CONSTRAINT "team_pkey" PRIMARY KEY ("ref")
);

-- CreateTable
CREATE TABLE "post" (
    "ref" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "team" TEXT,
    "from_on" DATE NOT NULL,
    "to_on" DATE,

    CONSTRAINT "post_pkey" PRIMARY KEY ("ref")
);

-- CreateTable
CREATE TABLE "cover" (
    "ref" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "to_on" DATE,

    CONSTRAINT "cover_pkey" PRIMARY KEY ("ref")
);

-- CreateTable
CREATE TABLE "rota" (
    "ref" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "person" TEXT NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rota_pkey" PRIMARY KEY ("ref")
);

-- CreateTable
CREATE TABLE "directory_change" (
    "serial" SERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,

    CONSTRAINT "directory_change_pkey" PRIMARY KEY ("serial")
);

-- CreateIndex
CREATE INDEX "directory_change_kind_ref_idx" ON "directory_change"("kind", "ref");

-- What was changed, and by whom, is never altered.
CREATE TRIGGER directory_change_append_only BEFORE UPDATE OR DELETE ON "directory_change"
  FOR EACH ROW EXECUTE FUNCTION refuse_alteration();
CREATE TRIGGER directory_change_not_truncated BEFORE TRUNCATE ON "directory_change"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_alteration();
