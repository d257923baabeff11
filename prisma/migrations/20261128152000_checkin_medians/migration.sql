-- What many borrowers of a trade said of a fact: aggregates only.

-- CreateTable
CREATE TABLE "checkin_median" (
    "fact" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "trade" TEXT NOT NULL,
    "branch" TEXT NOT NULL,
    "value" DOUBLE PRECISION NOT NULL,
    "borrowers" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "checkin_median_pkey" PRIMARY KEY ("trade","branch","fact","unit")
);

-- Not Prisma's: of fewer, a figure could be somebody's own.
ALTER TABLE "checkin_median" ADD CONSTRAINT "checkin_median_of_many" CHECK ("borrowers" >= 5);
