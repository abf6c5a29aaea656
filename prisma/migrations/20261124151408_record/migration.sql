-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "subject" (
    "ref" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "local_reference" TEXT,

    CONSTRAINT "subject_pkey" PRIMARY KEY ("ref")
);

-- CreateTable
CREATE TABLE "process" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subject_ref" TEXT NOT NULL,
    "kept" JSONB NOT NULL,
    "standing" JSONB NOT NULL,
    "stage" TEXT NOT NULL,
    "state_version" INTEGER NOT NULL,
    "build" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "chain_head" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "next_change_at" TIMESTAMPTZ(3),
    "armed_for" TIMESTAMPTZ(3),
    "armed_by" TEXT,
    "revivals" INTEGER NOT NULL DEFAULT 0,
    "revive_after" TIMESTAMPTZ(3),
    "closed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "process_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "process_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "class" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "occurred_on" DATE NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "command_id" TEXT,
    "cause" TEXT,
    "rulebook" TEXT NOT NULL,
    "previous_hash" TEXT NOT NULL,
    "content_digest" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "event_pkey" PRIMARY KEY ("process_id","sequence")
);

-- CreateTable
CREATE TABLE "event_content" (
    "process_id" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "salt" TEXT NOT NULL,
    "payload" TEXT NOT NULL,

    CONSTRAINT "event_content_pkey" PRIMARY KEY ("process_id","sequence")
);

-- CreateTable
CREATE TABLE "command" (
    "id" TEXT NOT NULL,
    "process_id" TEXT,
    "actor" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "body_digest" TEXT NOT NULL,
    "answer" JSONB NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "command_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "duty" (
    "process_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "subject_ref" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "rule_version" INTEGER NOT NULL,
    "anchor" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "ended_because" TEXT,
    "met_on" DATE,
    "earliest_on" DATE,
    "due_on" DATE NOT NULL,
    "last_defensible_on" DATE NOT NULL,
    "overdue_from" DATE,
    "provisional" BOOLEAN NOT NULL,
    "from_on" DATE NOT NULL,
    "owner" TEXT NOT NULL,
    "line" TEXT NOT NULL,
    "booked_on" DATE,
    "knowledge" TEXT NOT NULL,
    "inputs" JSONB NOT NULL,
    "dated_by" INTEGER NOT NULL,

    CONSTRAINT "duty_pkey" PRIMARY KEY ("process_id","id")
);

-- CreateTable
CREATE TABLE "alert" (
    "process_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "subject_ref" TEXT NOT NULL,
    "duty_id" TEXT NOT NULL,
    "rule_id" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "dated_by" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "person" TEXT,
    "urgency" TEXT NOT NULL,
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "answer_by" TIMESTAMPTZ(3),
    "status" TEXT NOT NULL,
    "answer" JSONB,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("process_id","id")
);

-- CreateTable
CREATE TABLE "child_overview" (
    "child_ref" TEXT NOT NULL,
    "local_reference" TEXT NOT NULL,
    "date_of_birth" DATE,
    "process_id" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "regime" TEXT NOT NULL,
    "in_care" BOOLEAN NOT NULL,
    "entered_on" DATE,
    "left_on" DATE,
    "legal_status" TEXT,
    "placement" TEXT,
    "allocated_worker" TEXT,
    "iro" TEXT,
    "next_review_rule" TEXT,
    "next_review_due_on" DATE,
    "review_booked_on" DATE,
    "review_overdue_from" DATE,
    "review_knowledge" TEXT,

    CONSTRAINT "child_overview_pkey" PRIMARY KEY ("child_ref")
);

-- CreateTable
CREATE TABLE "review" (
    "process_id" TEXT NOT NULL,
    "fact_id" TEXT NOT NULL,
    "subject_ref" TEXT NOT NULL,
    "ordinal" INTEGER,
    "held_on" DATE NOT NULL,
    "completed_on" DATE,
    "kind" TEXT NOT NULL,
    "participation" TEXT,
    "due_on" DATE,

    CONSTRAINT "review_pkey" PRIMARY KEY ("process_id","fact_id")
);

-- CreateTable
CREATE TABLE "import_upload" (
    "import_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "import_upload_pkey" PRIMARY KEY ("import_id","name")
);

-- CreateTable
CREATE TABLE "import_file" (
    "import_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "table" TEXT,
    "rows_in" INTEGER NOT NULL,
    "taken" INTEGER NOT NULL,
    "queried" INTEGER NOT NULL,
    "rejected" INTEGER NOT NULL,

    CONSTRAINT "import_file_pkey" PRIMARY KEY ("import_id","name")
);

-- CreateTable
CREATE TABLE "import_row" (
    "import_id" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "line" INTEGER NOT NULL,
    "child" TEXT,
    "status" TEXT NOT NULL,
    "values" JSONB NOT NULL,

    CONSTRAINT "import_row_pkey" PRIMARY KEY ("import_id","file","line")
);

-- CreateTable
CREATE TABLE "import_problem" (
    "import_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "file" TEXT NOT NULL,
    "line" INTEGER,
    "column" TEXT,
    "code" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "sentence" TEXT NOT NULL,

    CONSTRAINT "import_problem_pkey" PRIMARY KEY ("import_id","number")
);

-- CreateTable
CREATE TABLE "import_child" (
    "import_id" TEXT NOT NULL,
    "local_reference" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "difference" JSONB,
    "applied_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "import_child_pkey" PRIMARY KEY ("import_id","local_reference")
);

-- CreateIndex
CREATE UNIQUE INDEX "subject_kind_local_reference_key" ON "subject"("kind", "local_reference");

-- CreateIndex
CREATE INDEX "process_subject_ref_idx" ON "process"("subject_ref");

-- CreateIndex
CREATE INDEX "process_kind_id_idx" ON "process"("kind", "id");

-- CreateIndex
CREATE INDEX "process_closed_next_change_at_idx" ON "process"("closed", "next_change_at");

-- CreateIndex
CREATE INDEX "duty_subject_ref_idx" ON "duty"("subject_ref");

-- CreateIndex
CREATE INDEX "duty_status_due_on_process_id_id_idx" ON "duty"("status", "due_on", "process_id", "id");

-- CreateIndex
CREATE INDEX "duty_status_overdue_from_idx" ON "duty"("status", "overdue_from");

-- CreateIndex
CREATE INDEX "alert_subject_ref_idx" ON "alert"("subject_ref");

-- CreateIndex
CREATE INDEX "alert_status_raised_at_process_id_id_idx" ON "alert"("status", "raised_at", "process_id", "id");

-- CreateIndex
CREATE INDEX "alert_role_status_raised_at_idx" ON "alert"("role", "status", "raised_at");

-- CreateIndex
CREATE INDEX "alert_person_status_raised_at_idx" ON "alert"("person", "status", "raised_at");

-- CreateIndex
CREATE INDEX "child_overview_local_reference_idx" ON "child_overview"("local_reference");

-- CreateIndex
CREATE INDEX "child_overview_next_review_due_on_child_ref_idx" ON "child_overview"("next_review_due_on", "child_ref");

-- CreateIndex
CREATE INDEX "child_overview_iro_next_review_due_on_child_ref_idx" ON "child_overview"("iro", "next_review_due_on", "child_ref");

-- CreateIndex
CREATE INDEX "child_overview_allocated_worker_next_review_due_on_child_re_idx" ON "child_overview"("allocated_worker", "next_review_due_on", "child_ref");

-- CreateIndex
CREATE INDEX "review_subject_ref_held_on_idx" ON "review"("subject_ref", "held_on");

-- CreateIndex
CREATE INDEX "import_row_import_id_status_idx" ON "import_row"("import_id", "status");

-- CreateIndex
CREATE INDEX "import_child_import_id_place_idx" ON "import_child"("import_id", "place");

-- AddForeignKey
ALTER TABLE "process" ADD CONSTRAINT "process_subject_ref_fkey" FOREIGN KEY ("subject_ref") REFERENCES "subject"("ref") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event" ADD CONSTRAINT "event_process_id_fkey" FOREIGN KEY ("process_id") REFERENCES "process"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_content" ADD CONSTRAINT "event_content_process_id_sequence_fkey" FOREIGN KEY ("process_id", "sequence") REFERENCES "event"("process_id", "sequence") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The stream is append-only: what is recorded is never altered, not even by us.
CREATE FUNCTION refuse_alteration() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END;
$$;

CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON "event"
  FOR EACH ROW EXECUTE FUNCTION refuse_alteration();
CREATE TRIGGER event_not_truncated BEFORE TRUNCATE ON "event"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_alteration();

-- Content may be destroyed when its retention ends (the chain stays whole), but never changed.
CREATE TRIGGER event_content_unchanged BEFORE UPDATE ON "event_content"
  FOR EACH ROW EXECUTE FUNCTION refuse_alteration();
