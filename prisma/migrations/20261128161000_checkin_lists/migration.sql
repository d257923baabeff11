-- The list of /api/v1/check-ins is read along one of these, also of a state that few are in.
CREATE INDEX "checkin_run_created_at_id_idx" ON "checkin_run" ("created_at", "id");
CREATE INDEX "checkin_run_phase_created_at_id_idx" ON "checkin_run" ("phase", "created_at", "id");
