import { useTexts } from '../../app/use-texts.ts';
import { auditTexts } from '../../texts/audit.ts';
import classes from '../../ui/answer-trace/plain-table.module.css';
import { ScrollBox } from '../../ui/scroll-box.tsx';
import type { AuditDetails } from './audit-details.ts';
import { AuditValue } from './audit-value.tsx';

/** What an entry changed: each field as it was and as it is, or one state of what was made or removed. */
export function ChangeTable({ details: { kind, changes } }: { readonly details: AuditDetails }) {
  const { t } = useTexts(auditTexts);
  return (
    <ScrollBox className={classes['scroll']} label={t('changes')}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            {kind !== 'made' && (
              <th scope="col">{t(kind === 'removed' ? 'wasBefore' : 'before')}</th>
            )}
            {kind !== 'removed' && <th scope="col">{t(kind === 'made' ? 'madeWith' : 'after')}</th>}
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, before, after }) => (
            <tr key={field}>
              <td>{field}</td>
              {kind !== 'made' && (
                <td>
                  <AuditValue value={before} />
                </td>
              )}
              {kind !== 'removed' && (
                <td>
                  <AuditValue value={after} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
