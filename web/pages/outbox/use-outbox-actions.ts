import { useMutation } from '@tanstack/react-query';
import type { OutgoingMessage } from '../../../src/outbox/outgoing-messages.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { call } from '../../lib/call.ts';
import { refresh } from '../../lib/query-client.ts';
import { outboxTexts } from '../../texts/outbox.ts';
import { toast } from '../../ui/toast.ts';

type Wanted = { readonly id: number; readonly what: 'retry' | 'cancel' };

/** Sends a message again, or takes one back that still waits. */
export function useOutboxActions() {
  const { t } = useTexts(outboxTexts);
  const { mutate, isPending } = useMutation({
    mutationFn: ({ id, what }: Wanted) =>
      call<OutgoingMessage>('POST', `/outgoing-messages/${id}/${what}`),
    onSuccess: (_answer, { what }) => toast.good(t(what === 'retry' ? 'retried' : 'cancelled')),
    onError: (error) => toast.bad(error),
    // Also after a refusal: the message has another state by now than the page shows.
    onSettled: () => refresh('/outgoing-messages', '/overview'),
  });
  return {
    isBusy: isPending,
    retry: ({ id }: { readonly id: number }) => mutate({ id, what: 'retry' }),
    cancel: ({ id }: { readonly id: number }) => mutate({ id, what: 'cancel' }),
  };
}

export function mayRetry({ status }: Pick<OutgoingMessage, 'status'>): boolean {
  return status === 'failed' || status === 'expired' || status === 'cancelled';
}

export function mayCancel({ status }: Pick<OutgoingMessage, 'status'>): boolean {
  return status === 'pending';
}
