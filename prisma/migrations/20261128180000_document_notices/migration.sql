-- What is told of a document that was asked for: a touch, as every other text of ours.

-- AlterTable
ALTER TABLE "touch" ADD COLUMN     "document_request_id" UUID;

-- Not Prisma's: what each kind is about.
ALTER TABLE "touch" DROP CONSTRAINT "touch_is_about";
ALTER TABLE "touch" ADD CONSTRAINT "touch_is_about" CHECK (CASE "kind"
  WHEN 'reminder' THEN num_nulls("instalment_no", "due_on", "stage") = 0
  WHEN 'receipt' THEN "payment_id" IS NOT NULL
  WHEN 'promise_day' THEN "promise_id" IS NOT NULL
  WHEN 'checkin' THEN "checkin_run_id" IS NOT NULL
  WHEN 'checkin_nudge' THEN "checkin_run_id" IS NOT NULL
  WHEN 'document_asked' THEN "document_request_id" IS NOT NULL
  WHEN 'document_chased' THEN "document_request_id" IS NOT NULL
  WHEN 'document_refused' THEN "document_request_id" IS NOT NULL
  ELSE true END) NOT VALID;
