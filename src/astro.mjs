// The command line of Astro, which without this would report its use: node src/astro.mjs build

process.env.ASTRO_TELEMETRY_DISABLED = "1";
await import("../node_modules/astro/bin/astro.mjs");
