-- Documents that borrowers were asked for, their files' places, and inspection reports.

-- CreateTable
CREATE TABLE "document_request" (
    "id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "loan_id" UUID,
    "kind" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "chases" INTEGER NOT NULL DEFAULT 0,
    "refusals" INTEGER NOT NULL DEFAULT 0,
    "because_run" UUID,
    "because_question" TEXT,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_by" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3),
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,
    "how" TEXT,
    "reason" TEXT,
    "note_sealed" BYTEA,

    CONSTRAINT "document_request_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document_file" (
    "id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "request_id" UUID,
    "channel" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "store_key" TEXT NOT NULL,
    "original_index" BYTEA,
    "kept_index" BYTEA,
    "size" INTEGER NOT NULL,
    "mime" TEXT NOT NULL,
    "width" INTEGER,
    "height" INTEGER,
    "stripped" BOOLEAN NOT NULL,
    "reused_of" UUID,
    "name_sealed" BYTEA,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),

    CONSTRAINT "document_file_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inspection_report" (
    "id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "loan_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "body_sealed" BYTEA NOT NULL,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL,
    "drafted_by" TEXT NOT NULL,
    "signed_at" TIMESTAMPTZ(3),
    "signed_by" TEXT,

    CONSTRAINT "inspection_report_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "document_request_borrower_id_asked_at_idx" ON "document_request"("borrower_id", "asked_at");

-- CreateIndex
CREATE INDEX "document_request_asked_at_id_idx" ON "document_request"("asked_at", "id");

-- CreateIndex
CREATE UNIQUE INDEX "document_file_store_key_key" ON "document_file"("store_key");

-- CreateIndex
CREATE INDEX "document_file_borrower_id_received_at_idx" ON "document_file"("borrower_id", "received_at");

-- CreateIndex
CREATE INDEX "document_file_request_id_idx" ON "document_file"("request_id");

-- CreateIndex
CREATE INDEX "document_file_original_index_idx" ON "document_file"("original_index");

-- CreateIndex
CREATE INDEX "document_file_kept_index_idx" ON "document_file"("kept_index");

-- CreateIndex
CREATE UNIQUE INDEX "document_file_channel_provider_id_key" ON "document_file"("channel", "provider_id");

-- CreateIndex
CREATE INDEX "inspection_report_borrower_id_drafted_at_idx" ON "inspection_report"("borrower_id", "drafted_at");

-- CreateIndex
CREATE UNIQUE INDEX "inspection_report_loan_id_version_key" ON "inspection_report"("loan_id", "version");

-- AddForeignKey
ALTER TABLE "document_file" ADD CONSTRAINT "document_file_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "document_request"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- Not Prisma's: the closed lists.
ALTER TABLE "document_request"
  ADD CONSTRAINT "document_request_state" CHECK ("state" IN ('asked', 'chased', 'received', 'verified', 'refused', 'withdrawn')),
  ADD CONSTRAINT "document_request_how" CHECK ("how" IS NULL OR "how" IN ('on_file', 'on_site')),
  -- Nobody but a person verifies.
  ADD CONSTRAINT "document_request_verified" CHECK ("state" <> 'verified' OR ("how" IS NOT NULL AND "decided_by" IS NOT NULL AND "decided_by" NOT IN ('bot', 'borrower')));
ALTER TABLE "document_file"
  ADD CONSTRAINT "document_file_state" CHECK ("state" IN ('storing', 'stored', 'doomed', 'deleted')),
  ADD CONSTRAINT "document_file_size" CHECK ("size" > 0);

-- Not Prisma's: a question of a run asks for one document, however often its turn is committed again.
CREATE UNIQUE INDEX "document_request_question" ON "document_request"("because_run", "because_question") WHERE "because_run" IS NOT NULL;
-- What waits for an officer, and what the sweep looks at.
CREATE INDEX "document_request_waiting" ON "document_request"("received_at") WHERE "state" = 'received';
CREATE INDEX "document_file_due" ON "document_file"("due_at") WHERE "due_at" IS NOT NULL;
-- A loan has one draft at a time.
CREATE UNIQUE INDEX "inspection_report_draft" ON "inspection_report"("loan_id") WHERE "state" = 'draft';

-- Not Prisma's: what was signed is never changed, except that erasing a borrower destroys its key.
CREATE FUNCTION "inspection_report_signed_stays"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a signed inspection report is never changed' USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER "inspection_report_signed_stays" BEFORE UPDATE OR DELETE ON "inspection_report"
  FOR EACH ROW WHEN (OLD."state" = 'signed') EXECUTE FUNCTION "inspection_report_signed_stays"();
