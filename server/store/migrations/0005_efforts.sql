CREATE TABLE "efforts" (
	"id" text PRIMARY KEY,
	"network" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "efforts_network_at" ON "efforts" ("network", "at");
--> statement-breakpoint
CREATE INDEX "efforts_at" ON "efforts" ("at");
