-- Check-ins: questionnaires and their versions, rounds, runs, answers, facts, notes, visits.

-- AlterTable
ALTER TABLE "message" ADD COLUMN     "choices_sealed" BYTEA;

-- AlterTable
ALTER TABLE "touch" ADD COLUMN     "checkin_run_id" UUID;

-- CreateTable
CREATE TABLE "checkin_questionnaire" (
    "id" UUID NOT NULL,
    "questionnaire" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "source_hash" BYTEA NOT NULL,
    "withdrawn_questions" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "author" TEXT,
    "approver" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_at" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3),
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "checkin_questionnaire_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "checkin_round" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "line" TEXT,
    "questionnaire" TEXT NOT NULL,
    "goal" TEXT NOT NULL,
    "trade" TEXT,
    "branch" TEXT,
    "borrower_type" TEXT,
    "started_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "checkin_round_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "checkin_run" (
    "id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "loan_id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "round_key" TEXT NOT NULL,
    "questionnaire_id" UUID NOT NULL,
    "questionnaire" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "phase" TEXT NOT NULL,
    "state_sealed" BYTEA,
    "open_question" TEXT,
    "answered" INTEGER NOT NULL DEFAULT 0,
    "questions" INTEGER NOT NULL,
    "channel" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "contact_point_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "offered_at" TIMESTAMPTZ(3),
    "heard_at" TIMESTAMPTZ(3),
    "next_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_because" TEXT,

    CONSTRAINT "checkin_run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "checkin_answer" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "question" TEXT NOT NULL,
    "nth" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "answer_sealed" BYTEA,
    "corrects" BOOLEAN NOT NULL,
    "message_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "took_ms" BIGINT NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "checkin_answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "checkin_fact" (
    "id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "loan_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "question" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "unit" TEXT,
    "value_sealed" BYTEA,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "superseded_at" TIMESTAMPTZ(3),

    CONSTRAINT "checkin_fact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "checkin_note" (
    "id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "check_id" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "note_sealed" BYTEA,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "settled_by" TEXT,

    CONSTRAINT "checkin_note_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "visit_task" (
    "id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "loan_id" UUID NOT NULL,
    "round_id" UUID NOT NULL,
    "round_key" TEXT NOT NULL,
    "questionnaire" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "branch" TEXT NOT NULL,
    "officer" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_on" DATE NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_by" TEXT,
    "note_sealed" BYTEA,

    CONSTRAINT "visit_task_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "checkin_questionnaire_questionnaire_version_key" ON "checkin_questionnaire"("questionnaire", "version");

-- CreateIndex
CREATE UNIQUE INDEX "checkin_round_key_key" ON "checkin_round"("key");

-- CreateIndex
CREATE INDEX "checkin_round_created_at_id_idx" ON "checkin_round"("created_at", "id");

-- CreateIndex
CREATE INDEX "checkin_run_round_id_created_at_idx" ON "checkin_run"("round_id", "created_at");

-- CreateIndex
CREATE INDEX "checkin_run_borrower_id_created_at_idx" ON "checkin_run"("borrower_id", "created_at");

-- CreateIndex
CREATE INDEX "checkin_run_loan_id_idx" ON "checkin_run"("loan_id");

-- CreateIndex
CREATE UNIQUE INDEX "checkin_run_borrower_id_round_key_key" ON "checkin_run"("borrower_id", "round_key");

-- CreateIndex
CREATE INDEX "checkin_answer_borrower_id_at_idx" ON "checkin_answer"("borrower_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "checkin_answer_run_id_question_nth_key" ON "checkin_answer"("run_id", "question", "nth");

-- CreateIndex
CREATE INDEX "checkin_fact_borrower_id_name_at_idx" ON "checkin_fact"("borrower_id", "name", "at");

-- CreateIndex
CREATE INDEX "checkin_fact_run_id_idx" ON "checkin_fact"("run_id");

-- CreateIndex
CREATE INDEX "checkin_note_borrower_id_at_idx" ON "checkin_note"("borrower_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "checkin_note_run_id_check_id_key" ON "checkin_note"("run_id", "check_id");

-- CreateIndex
CREATE INDEX "visit_task_state_created_at_idx" ON "visit_task"("state", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "visit_task_borrower_id_round_key_key" ON "visit_task"("borrower_id", "round_key");

-- AddForeignKey
ALTER TABLE "checkin_run" ADD CONSTRAINT "checkin_run_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "checkin_round"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checkin_run" ADD CONSTRAINT "checkin_run_questionnaire_id_fkey" FOREIGN KEY ("questionnaire_id") REFERENCES "checkin_questionnaire"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checkin_answer" ADD CONSTRAINT "checkin_answer_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "checkin_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checkin_fact" ADD CONSTRAINT "checkin_fact_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "checkin_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "checkin_note" ADD CONSTRAINT "checkin_note_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "checkin_run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit_task" ADD CONSTRAINT "visit_task_round_id_fkey" FOREIGN KEY ("round_id") REFERENCES "checkin_round"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Not Prisma's: the closed lists.
ALTER TABLE "checkin_questionnaire"
  ADD CONSTRAINT "checkin_questionnaire_state" CHECK ("state" IN ('draft', 'approved', 'published', 'withdrawn') AND "version" >= 1),
  -- Nobody approves a questionnaire of their own; and nothing is published that was not approved.
  ADD CONSTRAINT "checkin_questionnaire_second_person" CHECK ("approver" IS NULL OR "author" IS NULL OR lower("approver") <> lower("author")),
  ADD CONSTRAINT "checkin_questionnaire_approved" CHECK ("published_at" IS NULL OR "author" IS NULL OR "approver" IS NOT NULL);
ALTER TABLE "checkin_round" ADD CONSTRAINT "checkin_round_kind" CHECK (("kind" = 'scheduled' AND "line" IS NOT NULL) OR ("kind" = 'ad_hoc' AND "started_by" IS NOT NULL));
ALTER TABLE "checkin_run"
  ADD CONSTRAINT "checkin_run_phase" CHECK ("phase" IN ('planned', 'offered', 'asked_when', 'postponed', 'asking', 'done', 'expired', 'stopped', 'handed_over', 'withdrawn')),
  -- What is over is not looked at again; what is not is looked at in time.
  ADD CONSTRAINT "checkin_run_ended" CHECK (("phase" IN ('done', 'expired', 'stopped', 'handed_over', 'withdrawn')) = ("ended_at" IS NOT NULL) AND ("ended_at" IS NULL) = ("next_at" IS NOT NULL));
ALTER TABLE "checkin_answer" ADD CONSTRAINT "checkin_answer_nth" CHECK ("nth" >= 1 AND "took_ms" >= 0 AND ("nth" > 1 OR NOT "corrects"));
ALTER TABLE "visit_task" ADD CONSTRAINT "visit_task_state" CHECK ("state" IN ('open', 'done', 'cancelled') AND ("state" = 'open') = ("ended_at" IS NULL));

ALTER TABLE "touch" DROP CONSTRAINT "touch_is_about";
ALTER TABLE "touch" ADD CONSTRAINT "touch_is_about" CHECK (CASE "kind"
  WHEN 'reminder' THEN num_nulls("instalment_no", "due_on", "stage") = 0
  WHEN 'receipt' THEN "payment_id" IS NOT NULL
  WHEN 'promise_day' THEN "promise_id" IS NOT NULL
  WHEN 'checkin' THEN "checkin_run_id" IS NOT NULL
  WHEN 'checkin_nudge' THEN "checkin_run_id" IS NOT NULL
  ELSE true END) NOT VALID;

-- Not Prisma's: a borrower talks about one check-in at a time.
CREATE UNIQUE INDEX "checkin_run_open" ON "checkin_run"("borrower_id") WHERE "phase" IN ('offered', 'asked_when', 'postponed', 'asking');
-- What the sweep looks at; what an ad-hoc round still has to choose.
CREATE INDEX "checkin_run_next" ON "checkin_run"("next_at") WHERE "ended_at" IS NULL;
CREATE INDEX "checkin_round_choose" ON "checkin_round"("due_at") WHERE "due_at" IS NOT NULL;
-- One answer to a question holds.
CREATE UNIQUE INDEX "checkin_answer_holds" ON "checkin_answer"("run_id", "question") WHERE "withdrawn_at" IS NULL;

-- Not Prisma's: a published version is never edited, only superseded; a state never goes back.
CREATE FUNCTION "checkin_questionnaire_stands"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."questionnaire" <> OLD."questionnaire" OR NEW."version" <> OLD."version" OR (OLD."state" <> 'draft' AND (NEW."source" <> OLD."source" OR NEW."source_hash" <> OLD."source_hash")) THEN
    RAISE EXCEPTION 'a version that was approved is never edited' USING ERRCODE = 'check_violation';
  END IF;
  IF array_position(ARRAY['draft', 'approved', 'published', 'withdrawn'], NEW."state") < array_position(ARRAY['draft', 'approved', 'published', 'withdrawn'], OLD."state")
    AND NOT (OLD."state" = 'approved' AND NEW."state" = 'draft') THEN
    RAISE EXCEPTION 'a version that was published is never a draft again' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "checkin_questionnaire_stands" BEFORE UPDATE ON "checkin_questionnaire"
  FOR EACH ROW EXECUTE FUNCTION "checkin_questionnaire_stands"();

-- Not Prisma's: what a borrower said is never rewritten or put under another question; it may be withdrawn, and erased.
CREATE FUNCTION "checkin_answer_stands"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."run_id" <> OLD."run_id" OR NEW."question" <> OLD."question" OR NEW."nth" <> OLD."nth" OR NEW."message_id" <> OLD."message_id" OR NEW."at" <> OLD."at"
    OR (NEW."answer_sealed" IS NOT NULL AND NEW."answer_sealed" IS DISTINCT FROM OLD."answer_sealed")
    OR (OLD."withdrawn_at" IS NOT NULL AND NEW."withdrawn_at" IS NULL) THEN
    RAISE EXCEPTION 'an answer is corrected by another one' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "checkin_answer_stands" BEFORE UPDATE ON "checkin_answer"
  FOR EACH ROW EXECUTE FUNCTION "checkin_answer_stands"();
