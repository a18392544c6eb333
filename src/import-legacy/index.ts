export { type Imports, createImports } from './create-imports.ts';
export { type ImportTools, type ImportProgress, runImport } from './run-import.ts';
export { type LegacyFile, openLegacyFile } from './open-legacy-file.ts';
export { takeCopy } from './take-copy.ts';
export { importRoutes } from './imports.routes.ts';
export { ImportChoices, type ImportReport, CONTACT_CHOICES } from './imports.schema.ts';
