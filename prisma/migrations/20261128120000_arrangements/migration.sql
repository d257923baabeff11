-- More time or smaller parts, applied for by chat, approved by people, confirmed by the borrower.

-- AlterTable
ALTER TABLE "promise" ADD COLUMN     "arrangement_id" UUID;

-- AlterTable
ALTER TABLE "touch" ADD COLUMN     "arrangement_id" UUID;

-- CreateTable
CREATE TABLE "arrangement" (
    "id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "loan_id" UUID NOT NULL,
    "offer" TEXT NOT NULL,
    "policy_version" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "round" INTEGER NOT NULL DEFAULT 1,
    "amount_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "parts" INTEGER NOT NULL,
    "first_on" DATE NOT NULL,
    "terms_by" TEXT NOT NULL,
    "first_no" INTEGER NOT NULL,
    "last_no" INTEGER NOT NULL,
    "original_due_on" DATE NOT NULL,
    "needs" TEXT[],
    "guarantor" TEXT NOT NULL,
    "schedule_hash" TEXT NOT NULL,
    "message_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_at" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "agreed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "note_sealed" BYTEA,

    CONSTRAINT "arrangement_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "arrangement_approval" (
    "id" UUID NOT NULL,
    "arrangement_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "officer" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "arrangement_approval_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "guarantor_consent" (
    "id" UUID NOT NULL,
    "arrangement_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "name_sealed" BYTEA NOT NULL,
    "signed_on" DATE NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "guarantor_consent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "arrangement_borrower_id_proposed_at_idx" ON "arrangement"("borrower_id", "proposed_at");

-- CreateIndex
CREATE INDEX "arrangement_loan_id_idx" ON "arrangement"("loan_id");

-- CreateIndex
CREATE INDEX "arrangement_proposed_at_id_idx" ON "arrangement"("proposed_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "arrangement_approval_arrangement_id_round_officer_key" ON "arrangement_approval"("arrangement_id", "round", "officer");

-- CreateIndex
CREATE UNIQUE INDEX "guarantor_consent_arrangement_id_round_key" ON "guarantor_consent"("arrangement_id", "round");

-- CreateIndex
CREATE INDEX "promise_arrangement_id_idx" ON "promise"("arrangement_id");

-- AddForeignKey
ALTER TABLE "arrangement_approval" ADD CONSTRAINT "arrangement_approval_arrangement_id_fkey" FOREIGN KEY ("arrangement_id") REFERENCES "arrangement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "guarantor_consent" ADD CONSTRAINT "guarantor_consent_arrangement_id_fkey" FOREIGN KEY ("arrangement_id") REFERENCES "arrangement"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Not Prisma's: the closed lists, and amounts that can be split.
ALTER TABLE "arrangement"
  ADD CONSTRAINT "arrangement_state" CHECK ("state" IN ('proposed', 'approved', 'agreed', 'refused', 'declined', 'withdrawn', 'expired', 'booked', 'kept', 'broken')),
  ADD CONSTRAINT "arrangement_guarantor" CHECK ("guarantor" IN ('not_needed', 'awaited', 'given')),
  ADD CONSTRAINT "arrangement_terms" CHECK ("parts" >= 1 AND "amount_minor" >= "parts" AND "first_no" <= "last_no" AND cardinality("needs") >= 1),
  -- Nothing is agreed without the borrower's yes, and a guarantor's where one is needed.
  ADD CONSTRAINT "arrangement_agreed" CHECK ("agreed_at" IS NULL OR ("confirmed_at" IS NOT NULL AND "guarantor" <> 'awaited'));

-- Not Prisma's: a loan has at most one that is not over.
CREATE UNIQUE INDEX "arrangement_live" ON "arrangement"("loan_id") WHERE "state" IN ('proposed', 'approved', 'agreed');
-- What the sweep looks at.
CREATE INDEX "arrangement_due" ON "arrangement"("due_at") WHERE "state" IN ('proposed', 'approved');

-- Not Prisma's: never approved by fewer people than it needs, nor by the loan's own officer alone.
CREATE FUNCTION "arrangement_approved_by_others"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(DISTINCT lower(a."officer")) FROM "arrangement_approval" a WHERE a."arrangement_id" = NEW."id" AND a."round" = NEW."round") < cardinality(NEW."needs")
    OR NOT EXISTS (SELECT 1 FROM "arrangement_approval" a JOIN "loan" l ON l."id" = NEW."loan_id"
      WHERE a."arrangement_id" = NEW."id" AND a."round" = NEW."round" AND lower(a."officer") <> lower(l."officer")) THEN
    RAISE EXCEPTION 'an arrangement is approved by all who must, and never by the loan''s own officer alone' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "arrangement_approved_by_others" BEFORE UPDATE OF "state" ON "arrangement"
  FOR EACH ROW WHEN (NEW."state" = 'approved' AND OLD."state" <> 'approved') EXECUTE FUNCTION "arrangement_approved_by_others"();
