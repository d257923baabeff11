-- Welcomes, receipts and the note on a promised day are touches as well: about a loan, not about an instalment's stage.
ALTER TABLE "touch" ALTER COLUMN "instalment_no" DROP NOT NULL,
ALTER COLUMN "due_on" DROP NOT NULL,
ALTER COLUMN "stage" DROP NOT NULL,
ADD COLUMN     "payment_id" UUID,
ADD COLUMN     "promise_id" UUID;

-- Not Prisma's: a reminder says of which instalment, a receipt of which payment.
ALTER TABLE "touch" ADD CONSTRAINT "touch_is_about" CHECK (CASE "kind"
  WHEN 'reminder' THEN num_nulls("instalment_no", "due_on", "stage") = 0
  WHEN 'receipt' THEN "payment_id" IS NOT NULL
  WHEN 'promise_day' THEN "promise_id" IS NOT NULL
  ELSE true END) NOT VALID;

-- Receipts that wait are told in one text; not Prisma's.
CREATE INDEX "touch_receipts_waiting" ON "touch"("borrower_id") WHERE "kind" = 'receipt' AND "state" = 'planned';

-- How often a promise was moved to a later day before.
ALTER TABLE "promise" ADD COLUMN     "postponed" INTEGER NOT NULL DEFAULT 0;
