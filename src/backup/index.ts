export { nothingToBackUp, keyMissing } from './backup.errors.ts';
export { type RestoreDone, restoreBackup } from './restore-backup.ts';
export { type BackupDone, writeBackup } from './write-backup.ts';
