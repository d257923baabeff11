-- CreateTable
CREATE TABLE "sign_in_used_code" (
    "user_id" UUID NOT NULL,
    "code" BYTEA NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_used_code_pkey" PRIMARY KEY ("user_id","code")
);
