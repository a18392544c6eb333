export { type AuditRoutesDeps, auditRoutes } from './audit.routes.ts';
export type { AuditVerdict } from './audit.schema.ts';
export { type Audit, type AuditEntry, createAudit } from './create-audit.ts';
export { type EarlierEntry, createRecordEarlier } from './create-record-earlier.ts';
export { listKnownIds as listKnownAuditIds } from './audit.repository.ts';
export { type AuditWatch, type AuditWatchDeps, createAuditWatch } from './create-audit-watch.ts';
export { type Change, type Changed, changedFields, createChange } from './create-change.ts';
export { type AnswerList, createAnswerList } from './create-answer-list.ts';
export { verifyAudit } from './verify-audit.ts';
