import { Switch } from '@mantine/core';
import { useMay } from '../app/session.ts';
import { useTexts } from '../app/use-texts.ts';
import { useSave } from '../lib/use-save.ts';
import { commonTexts } from '../texts/common.ts';
import { StatusBadge } from './status-badge.tsx';
import { toast } from './toast.ts';

/** Whether something is in use; switched right in the list, by a role that may change it. */
export function RowSwitch({
  path,
  id,
  name,
  field,
  isOn,
  updatedAt,
  alsoRefresh = [],
}: {
  readonly path: string;
  readonly id: string;
  readonly name: string;
  /** As the route calls it: `active`, `enabled`. */
  readonly field: string;
  readonly isOn: boolean;
  readonly updatedAt: string;
  readonly alsoRefresh?: readonly string[];
}) {
  const { t } = useTexts(commonTexts);
  const mayChange = useMay('user');
  const save = useSave(path, { alsoRefresh });
  if (!mayChange) {
    return <StatusBadge tone={isOn ? 'good' : 'neutral'} label={t(isOn ? 'inUse' : 'notInUse')} />;
  }
  return (
    <Switch
      aria-label={t('switchOf', { name })}
      // What was pressed is shown at once; when it fails, what is stored is shown again.
      checked={save.isPending ? !isOn : isOn}
      disabled={save.isPending}
      onChange={({ currentTarget: { checked } }) =>
        save.mutate(
          { id, body: { [field]: checked, updatedAt } },
          {
            onSuccess: () => toast.good(t(checked ? 'switchedOn' : 'switchedOff', { name })),
            onError: (error) => toast.bad(error, t('switchFailed', { name })),
          },
        )
      }
    />
  );
}
