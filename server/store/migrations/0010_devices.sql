CREATE TABLE "device_codes" (
	"id" text PRIMARY KEY,
	"hash" text NOT NULL UNIQUE,
	"group_name" text NOT NULL,
	"most" integer NOT NULL,
	"used" integer NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"id" uuid PRIMARY KEY,
	"thumbprint" text NOT NULL UNIQUE,
	"key" jsonb NOT NULL,
	"name" text NOT NULL,
	"group_name" text NOT NULL,
	"code" text NOT NULL,
	"state" text NOT NULL,
	"highest" bigint NOT NULL,
	"enrolled_at" timestamp with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "device_tickets" (
	"device" uuid NOT NULL REFERENCES "devices"("id") ON DELETE CASCADE,
	"seq" bigint NOT NULL,
	"jkt" text NOT NULL,
	"refused" boolean NOT NULL,
	"first_seen" timestamp with time zone DEFAULT now() NOT NULL,
	PRIMARY KEY ("device", "seq")
);
--> statement-breakpoint
CREATE INDEX "device_tickets_jkt" ON "device_tickets" ("jkt");
--> statement-breakpoint
CREATE INDEX "device_tickets_first_seen" ON "device_tickets" ("first_seen");
--> statement-breakpoint
CREATE TABLE "device_proofs" (
	"jkt" text NOT NULL,
	"jti" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	PRIMARY KEY ("jkt", "jti")
);
--> statement-breakpoint
CREATE INDEX "device_proofs_at" ON "device_proofs" ("at");
