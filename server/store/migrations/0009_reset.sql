ALTER TABLE "registered_people" ADD COLUMN "reset_at" bigint;
