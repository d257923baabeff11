-- CreateSchema
-- (public exists)

-- CreateTable
CREATE TABLE "touch" (
    "id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "borrower_id" UUID NOT NULL,
    "loan_id" UUID NOT NULL,
    "instalment_no" INTEGER NOT NULL,
    "due_on" DATE NOT NULL,
    "stage" INTEGER NOT NULL,
    "planned_on" DATE NOT NULL,
    "channel" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "priority" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "decision" TEXT,
    "reasons" JSONB,
    "policy_version" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "message_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "touch_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "contact_point_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "text_class" TEXT,
    "text_sealed" BYTEA,
    "template" TEXT,
    "template_version" TEXT,
    "params_sealed" BYTEA,
    "state" TEXT NOT NULL,
    "turn_id" UUID,
    "position" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "claimed_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3),
    "provider_at" TIMESTAMPTZ(3),
    "provider_message_id" TEXT,
    "decision" TEXT,
    "reasons" JSONB,
    "policy_version" TEXT,
    "error_code" TEXT,
    "understood_sealed" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inbound_event" (
    "id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "borrower_id" UUID,
    "contact_point_id" UUID,
    "payload_sealed" BYTEA NOT NULL,
    "provider_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "error_code" TEXT,
    "about_index" BYTEA,

    CONSTRAINT "inbound_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "chat_link" (
    "token_hash" BYTEA NOT NULL,
    "contact_point_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "chat_link_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "borrower" (
    "id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "name_sealed" BYTEA NOT NULL,
    "locale" TEXT NOT NULL,
    "zone" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "branch" TEXT NOT NULL,
    "officer" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "conversation_sealed" BYTEA,
    "last_inbound_at" TIMESTAMPTZ(3),
    "answered_through" TIMESTAMPTZ(3),
    "unanswered_check_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "borrower_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "contact_point" (
    "id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "channel" TEXT NOT NULL,
    "address_sealed" BYTEA NOT NULL,
    "address_index" BYTEA NOT NULL,
    "state" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "verified_at" TIMESTAMPTZ(3),

    CONSTRAINT "contact_point_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "loan" (
    "id" UUID NOT NULL,
    "external_id" TEXT NOT NULL,
    "borrower_id" UUID NOT NULL,
    "product" TEXT NOT NULL,
    "purpose" TEXT NOT NULL,
    "trade" TEXT NOT NULL,
    "risk_grade" TEXT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "principal_minor" BIGINT NOT NULL,
    "disbursed_on" DATE NOT NULL,
    "first_due_on" DATE NOT NULL,
    "instalments" INTEGER NOT NULL,
    "instalment_minor" BIGINT NOT NULL,
    "frequency" TEXT NOT NULL,
    "branch" TEXT NOT NULL,
    "officer" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "outstanding_principal_minor" BIGINT,
    "amount_due_minor" BIGINT,
    "paid_minor" BIGINT NOT NULL DEFAULT 0,
    "ledger_as_of" TIMESTAMPTZ(3) NOT NULL,
    "schedule_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "loan_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instalment" (
    "loan_id" UUID NOT NULL,
    "no" INTEGER NOT NULL,
    "due_on" DATE NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "cumulative_minor" BIGINT NOT NULL,

    CONSTRAINT "instalment_pkey" PRIMARY KEY ("loan_id","no")
);

-- CreateTable
CREATE TABLE "payment" (
    "id" UUID NOT NULL,
    "loan_id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "paid_on" DATE NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "payment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "log_entry" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "borrower_id" UUID,
    "actor" TEXT NOT NULL,
    "body_sealed" BYTEA NOT NULL,
    "leaf_hash" BYTEA NOT NULL,

    CONSTRAINT "log_entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "log_pending" (
    "entry_id" UUID NOT NULL,

    CONSTRAINT "log_pending_pkey" PRIMARY KEY ("entry_id")
);

-- CreateTable
CREATE TABLE "installation" (
    "id" INTEGER NOT NULL,
    "go_live_at" TIMESTAMPTZ(3) NOT NULL,
    "key_fingerprint" TEXT NOT NULL,
    "demo_clock" JSONB,
    "lender" TEXT NOT NULL,

    CONSTRAINT "installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "plan_cursor" (
    "zone" TEXT NOT NULL,
    "planned_to" DATE NOT NULL,

    CONSTRAINT "plan_cursor_pkey" PRIMARY KEY ("zone")
);

-- CreateTable
CREATE TABLE "plan_dirty" (
    "loan_id" UUID NOT NULL,

    CONSTRAINT "plan_dirty_pkey" PRIMARY KEY ("loan_id")
);

-- CreateTable
CREATE TABLE "clock_slot" (
    "name" TEXT NOT NULL,
    "slot" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "clock_slot_pkey" PRIMARY KEY ("name","slot")
);

-- CreateTable
CREATE TABLE "hold" (
    "id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "contact_point_id" UUID,
    "loan_id" UUID,
    "instalment_no" INTEGER,
    "reason" TEXT NOT NULL,
    "from" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "message_id" UUID,
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by" TEXT,

    CONSTRAINT "hold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "promise" (
    "id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "loan_id" UUID NOT NULL,
    "instalment_no" INTEGER NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" CHAR(3) NOT NULL,
    "promised_on" DATE NOT NULL,
    "paid_before_minor" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "check_at" TIMESTAMPTZ(3) NOT NULL,
    "message_id" UUID NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),

    CONSTRAINT "promise_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "status_update" (
    "id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "loan_id" UUID,
    "instalment_no" INTEGER,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "message_id" UUID,

    CONSTRAINT "status_update_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "escalation" (
    "id" UUID NOT NULL,
    "borrower_id" UUID NOT NULL,
    "loan_id" UUID,
    "branch" TEXT NOT NULL,
    "officer" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "step" INTEGER NOT NULL DEFAULT 0,
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by" TEXT,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by" TEXT,
    "resolution_code" TEXT,
    "note_sealed" BYTEA,

    CONSTRAINT "escalation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "escalation_evidence" (
    "id" UUID NOT NULL,
    "escalation_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "ref_id" UUID,

    CONSTRAINT "escalation_evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alert" (
    "id" UUID NOT NULL,
    "escalation_id" UUID NOT NULL,
    "step" INTEGER NOT NULL,
    "to_role" TEXT NOT NULL,
    "to_officer" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stop" (
    "id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "value" TEXT,
    "set_by" TEXT NOT NULL,
    "set_at" TIMESTAMPTZ(3) NOT NULL,
    "lifted_by" TEXT,
    "lifted_at" TIMESTAMPTZ(3),

    CONSTRAINT "stop_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "touch_key_key" ON "touch"("key");

-- CreateIndex
CREATE INDEX "touch_borrower_id_planned_on_idx" ON "touch"("borrower_id", "planned_on");

-- CreateIndex
CREATE INDEX "touch_loan_id_idx" ON "touch"("loan_id");

-- CreateIndex
CREATE INDEX "touch_message_id_idx" ON "touch"("message_id");

-- CreateIndex
CREATE INDEX "message_borrower_id_created_at_idx" ON "message"("borrower_id", "created_at");

-- CreateIndex
CREATE INDEX "message_contact_point_id_created_at_idx" ON "message"("contact_point_id", "created_at");

-- CreateIndex
CREATE INDEX "message_channel_provider_message_id_idx" ON "message"("channel", "provider_message_id");

-- CreateIndex
CREATE INDEX "inbound_event_borrower_id_state_idx" ON "inbound_event"("borrower_id", "state");

-- CreateIndex
CREATE UNIQUE INDEX "inbound_event_channel_provider_id_key" ON "inbound_event"("channel", "provider_id");

-- CreateIndex
CREATE INDEX "chat_link_contact_point_id_idx" ON "chat_link"("contact_point_id");

-- CreateIndex
CREATE UNIQUE INDEX "borrower_external_id_key" ON "borrower"("external_id");

-- CreateIndex
CREATE INDEX "contact_point_channel_address_index_idx" ON "contact_point"("channel", "address_index");

-- CreateIndex
CREATE UNIQUE INDEX "contact_point_borrower_id_channel_address_index_key" ON "contact_point"("borrower_id", "channel", "address_index");

-- CreateIndex
CREATE UNIQUE INDEX "loan_external_id_key" ON "loan"("external_id");

-- CreateIndex
CREATE INDEX "loan_borrower_id_idx" ON "loan"("borrower_id");

-- CreateIndex
CREATE INDEX "instalment_due_on_idx" ON "instalment"("due_on");

-- CreateIndex
CREATE UNIQUE INDEX "payment_loan_id_reference_key" ON "payment"("loan_id", "reference");

-- CreateIndex
CREATE INDEX "log_entry_borrower_id_at_idx" ON "log_entry"("borrower_id", "at");

-- CreateIndex
CREATE INDEX "log_entry_at_idx" ON "log_entry"("at");

-- CreateIndex
CREATE INDEX "hold_borrower_id_idx" ON "hold"("borrower_id");

-- CreateIndex
CREATE INDEX "promise_borrower_id_idx" ON "promise"("borrower_id");

-- CreateIndex
CREATE INDEX "status_update_borrower_id_at_idx" ON "status_update"("borrower_id", "at");

-- CreateIndex
CREATE INDEX "escalation_borrower_id_idx" ON "escalation"("borrower_id");

-- CreateIndex
CREATE INDEX "escalation_evidence_escalation_id_idx" ON "escalation_evidence"("escalation_id");

-- CreateIndex
CREATE UNIQUE INDEX "alert_escalation_id_step_key" ON "alert"("escalation_id", "step");

-- AddForeignKey
ALTER TABLE "contact_point" ADD CONSTRAINT "contact_point_borrower_id_fkey" FOREIGN KEY ("borrower_id") REFERENCES "borrower"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "loan" ADD CONSTRAINT "loan_borrower_id_fkey" FOREIGN KEY ("borrower_id") REFERENCES "borrower"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "instalment" ADD CONSTRAINT "instalment_loan_id_fkey" FOREIGN KEY ("loan_id") REFERENCES "loan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "payment" ADD CONSTRAINT "payment_loan_id_fkey" FOREIGN KEY ("loan_id") REFERENCES "loan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "escalation_evidence" ADD CONSTRAINT "escalation_evidence_escalation_id_fkey" FOREIGN KEY ("escalation_id") REFERENCES "escalation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alert" ADD CONSTRAINT "alert_escalation_id_fkey" FOREIGN KEY ("escalation_id") REFERENCES "escalation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What Prisma's schema language cannot say.

-- Borrower keys live apart, so that a backup of the data can leave them out and destroying one erases a person.
CREATE SCHEMA IF NOT EXISTS "keys";
CREATE TABLE "keys"."borrower_key" (
    "borrower_id" UUID NOT NULL PRIMARY KEY,
    -- 32 random bytes, wrapped (AES-256-GCM) with a key derived from HUIFANG_KEY
    "wrapped" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL
);

-- The log is append-only, for whoever is connected.
CREATE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the message log is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "log_entry_append_only" BEFORE UPDATE OR DELETE ON "log_entry" FOR EACH ROW EXECUTE FUNCTION refuse_log_change();
CREATE TRIGGER "log_entry_no_truncate" BEFORE TRUNCATE ON "log_entry" FOR EACH STATEMENT EXECUTE FUNCTION refuse_log_change();

-- The sweeps read what is due and nothing else, however large the book.
CREATE INDEX "touch_due" ON "touch"("due_at") WHERE "state" = 'planned';
CREATE INDEX "touch_due_of_borrower" ON "touch"("borrower_id", "due_at") WHERE "state" = 'planned';
CREATE INDEX "message_due" ON "message"("due_at") WHERE "state" = 'queued';
CREATE INDEX "message_due_of_borrower" ON "message"("borrower_id", "due_at") WHERE "state" = 'queued';
CREATE INDEX "message_claimed" ON "message"("claimed_at") WHERE "state" = 'claimed';
CREATE INDEX "message_unknown" ON "message"("claimed_at") WHERE "state" = 'unknown';
CREATE INDEX "message_budget" ON "message"("borrower_id", "claimed_at") WHERE "text_class" = 'initiating';
CREATE INDEX "inbound_due" ON "inbound_event"("due_at") WHERE "state" = 'pending';
CREATE INDEX "inbound_early_receipt" ON "inbound_event"("about_index") WHERE "about_index" IS NOT NULL;
CREATE INDEX "touch_decided" ON "touch"("decided_at") WHERE "decided_at" IS NOT NULL;
CREATE INDEX "message_claimed_at" ON "message"("claimed_at");
CREATE INDEX "message_received_at" ON "message"("received_at");
CREATE INDEX "promise_due" ON "promise"("check_at") WHERE "state" = 'open';
CREATE INDEX "borrower_unanswered" ON "borrower"("unanswered_check_at") WHERE "unanswered_check_at" IS NOT NULL;
CREATE INDEX "borrower_zone" ON "borrower"("zone");
CREATE INDEX "escalation_due" ON "escalation"("due_at") WHERE "due_at" IS NOT NULL;
CREATE UNIQUE INDEX "escalation_open_once" ON "escalation"("dedupe_key") WHERE "state" <> 'resolved';
CREATE INDEX "stop_set" ON "stop"("scope") WHERE "lifted_at" IS NULL;
