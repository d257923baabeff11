-- One row for a viewer, a borrower and a quarter of an hour: of many looks the one that wrote it is the entry.
CREATE TABLE "look_slot" (
    "viewer" TEXT NOT NULL,
    "borrower_id" UUID NOT NULL,
    "quarter" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "look_slot_pkey" PRIMARY KEY ("viewer","borrower_id","quarter")
);
-- Past quarters are cleared away.
CREATE INDEX "look_slot_quarter_idx" ON "look_slot"("quarter");

CREATE INDEX "borrower_branch" ON "borrower"("branch");
CREATE INDEX "borrower_officer" ON "borrower"("officer");

-- The message log is read newest first, by the moment a row was written, which never changes.
CREATE INDEX "message_log" ON "message"("created_at", "id");
CREATE INDEX "message_log_channel" ON "message"("channel", "created_at", "id");
CREATE INDEX "message_log_template" ON "message"("template", "created_at", "id");

-- What follows is not Prisma's.

-- The rules of the gate's reasons. In an index of its own PostgreSQL also counts how common each rule is.
CREATE FUNCTION gate_rules(reasons jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(reason ->> 'rule'), '{}')
  FROM jsonb_array_elements(CASE WHEN jsonb_typeof(reasons) = 'array' THEN reasons ELSE '[]'::jsonb END) AS reason
$$;

-- Only what did not simply go out: most rows are in none of these.
CREATE INDEX "message_log_failed" ON "message"("state", "created_at", "id") WHERE "state" IN ('failed', 'not_sent', 'unknown');
CREATE INDEX "message_log_held" ON "message"("decision", "created_at", "id") WHERE "decision" IN ('defer', 'suppress');
CREATE INDEX "message_log_rules" ON "message" USING gin (gate_rules("reasons")) WHERE "decision" IN ('defer', 'suppress');
CREATE INDEX "touch_log_held" ON "touch"("decided_at", "id") WHERE "decision" IN ('defer', 'suppress');
CREATE INDEX "touch_log_held_channel" ON "touch"("channel", "decided_at", "id") WHERE "decision" IN ('defer', 'suppress');
CREATE INDEX "touch_log_held_template" ON "touch"("template", "decided_at", "id") WHERE "decision" IN ('defer', 'suppress');
CREATE INDEX "touch_log_rules" ON "touch" USING gin (gate_rules("reasons")) WHERE "decision" IN ('defer', 'suppress');
