-- CreateTable
CREATE TABLE "worker" (
    "ref" TEXT NOT NULL,
    "person" TEXT NOT NULL,

    CONSTRAINT "worker_pkey" PRIMARY KEY ("ref")
);

-- CreateTable
CREATE TABLE "import_worker" (
    "import_id" TEXT NOT NULL,
    "worker" TEXT NOT NULL,

    CONSTRAINT "import_worker_pkey" PRIMARY KEY ("import_id","worker")
);
