-- AlterTable
ALTER TABLE "child_overview" ADD COLUMN     "next_visit_due_on" DATE,
ADD COLUMN     "next_visit_rule" TEXT,
ADD COLUMN     "visit_booked_on" DATE,
ADD COLUMN     "visit_knowledge" TEXT,
ADD COLUMN     "visit_overdue_from" DATE,
ADD COLUMN     "visit_owner" TEXT;

-- CreateIndex
CREATE INDEX "child_overview_next_visit_due_on_child_ref_idx" ON "child_overview"("next_visit_due_on", "child_ref");
