CREATE INDEX "recoveries_ends_at" ON "recoveries" ("ends_at");
