-- Planning reads a due day in pages that begin where the last ended.
DROP INDEX "instalment_due_on_idx";
CREATE INDEX "instalment_due_on_loan_id_no_idx" ON "instalment"("due_on", "loan_id", "no");

-- What the ledger and the chat show of how a loan is paid; only where they show something. The choice of plan asks it.
CREATE TABLE "loan_conduct" (
    "loan_id" UUID NOT NULL,
    "conduct" TEXT NOT NULL,
    -- From that day on it is no longer known.
    "until" DATE NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "loan_conduct_pkey" PRIMARY KEY ("loan_id")
);

-- Of the plans by which that zone was planned: where it changed, the zone is planned anew.
ALTER TABLE "plan_cursor" ADD COLUMN     "plans" TEXT;

-- A second touch on another channel, made where the first is known not to have arrived or was not answered.
ALTER TABLE "touch" ADD COLUMN     "follow_at" TIMESTAMPTZ(3),
ADD COLUMN     "follow_up" JSONB,
ADD COLUMN     "follows_because" TEXT,
ADD COLUMN     "follows_id" UUID;

-- Not Prisma's: the sweep reads what is to be looked at and nothing else.
CREATE INDEX "touch_follow_at" ON "touch"("follow_at") WHERE "follow_at" IS NOT NULL;
-- Not Prisma's: one follows one, and for a reason.
CREATE UNIQUE INDEX "touch_follows" ON "touch"("follows_id") WHERE "follows_id" IS NOT NULL;
ALTER TABLE "touch" ADD CONSTRAINT "touch_follows_for_a_reason" CHECK (num_nulls("follows_id", "follows_because") <> 1) NOT VALID;

-- The domain's fnv1a (bot/domain/reminders/touches.ts) for ASCII: a day's touches get their minutes in one statement.
CREATE FUNCTION fnv1a("of" text) RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  bytes bytea := convert_to("of", 'UTF8');
  hash bigint := 2166136261;
BEGIN
  FOR i IN 0 .. length(bytes) - 1 LOOP
    hash := ((hash # get_byte(bytes, i)) * 16777619) & 4294967295;
  END LOOP;
  RETURN hash;
END $$;

-- Not Prisma's: which promises were decided lately.
CREATE INDEX "promise_decided" ON "promise"("decided_at") WHERE "decided_at" IS NOT NULL;
