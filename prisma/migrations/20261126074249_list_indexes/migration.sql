-- DropIndex
DROP INDEX "duty_status_due_on_process_id_id_idx";

-- DropIndex
DROP INDEX "duty_status_overdue_from_idx";

-- CreateIndex
CREATE INDEX "duty_by_state" ON "duty"("status", "knowledge", "due_on", "process_id", "id", "overdue_from", "booked_on");

-- CreateIndex
CREATE INDEX "duty_due_on_process_id_id_idx" ON "duty"("due_on", "process_id", "id");

-- CreateIndex
CREATE INDEX "duty_by_rule" ON "duty"("rule_id", "status", "knowledge", "overdue_from", "booked_on", "due_at");
