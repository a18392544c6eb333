import { Input, NativeSelect, SegmentedControl, Text, TextInput, Textarea } from '@mantine/core';
import { useId, useRef } from 'react';
import type { Contact } from '../../../src/chat/contacts.schema.ts';
import type { WhatsappStatus } from '../../../src/transports/whatsapp.schema.ts';
import type { OutgoingMessage, StoredMedia } from '../../../src/outbox/outgoing-messages.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { useAnswer, useItem } from '../../lib/use-answer.ts';
import { commonTexts } from '../../texts/common.ts';
import { outboxTexts } from '../../texts/outbox.ts';
import { EditorDialog } from '../../ui/editor-dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { formatNumber } from '../../ui/format-time.ts';
import { PickOne } from '../../ui/pick-one.tsx';
import { useEditor } from '../../ui/use-editor.ts';
import { carrierText } from './carrier-text.ts';
import { FileField } from './file-field.tsx';
import { keyFor } from './key-for.ts';

/** The longest text that the outbox takes. */
const TEXT_MAX = 20_000;
/** Of one WhatsApp message, less the room for its number. */
const PART_MAX = 4_080;

const FIELD_OF = {
  'outgoing_messages.not_reachable': 'recipient',
  'outgoing_messages.transport_unknown': 'transport',
} as const;

/** Sends a message by hand, to a contact or to a number. */
export function SendDialog({
  contactId: firstContactId,
  onClose,
}: {
  /** Who it goes to, where that is known already. */
  readonly contactId: string | undefined;
  readonly onClose: () => void;
}) {
  const { t, language } = useTexts(outboxTexts);
  const { t: tc } = useTexts(commonTexts);
  const labelId = useId();
  const sendKey = useRef(keyFor());
  const status = useAnswer<WhatsappStatus>('/whatsapp/status');
  const { form, dialog } = useEditor<OutgoingMessage, Values>({
    path: '/outgoing-messages',
    row: undefined,
    fieldOf: FIELD_OF,
    toValues: () => ({
      to: 'contact',
      contactId: firstContactId ?? null,
      recipient: '',
      message: '',
      transport: '',
      media: null,
    }),
    toBody: ({ to, recipient, message, transport, media }) => {
      const body = {
        recipient: to === 'contact' ? (address ?? '') : recipient.trim(),
        message,
        ...(transport ? { transport } : {}),
        ...(media ? { media: [media.id] } : {}),
      };
      return { ...body, idempotencyKey: sendKey.current(JSON.stringify(body)) };
    },
    validate: {
      recipient: (text, { to }) => {
        if (to === 'contact') return address === undefined ? tc('fieldRequired') : null;
        return isAddress(text) ? null : t('numberWrong');
      },
      message: (text, { media }) => {
        if (text.trim() === '') return media ? null : tc('fieldRequired');
        return text.length > TEXT_MAX ? t('tooLong', { most: number(TEXT_MAX) }) : null;
      },
    },
    savedText: ({ recipient }) => t('enqueued', { recipient }),
    onSaved: onClose,
  });
  const { to, contactId, message, transport, media } = form.values;
  const parts = Math.ceil(message.length / PART_MAX);
  const contact = useItem<Contact>('/contacts', contactId ?? undefined);
  const address: string | undefined = contact.data?.phone ?? contact.data?.addresses[0];
  // What nobody has set up carries nothing.
  const transports = (status.data?.transports ?? []).filter(({ phase }) => phase !== 'off');
  const carrier = carrierText(t, transports, transport);

  return (
    <EditorDialog {...dialog} title={t('newTitle')} submitLabel={t('sendNow')} onClose={onClose}>
      <div>
        <Input.Label id={labelId}>{t('sendTo')}</Input.Label>
        <SegmentedControl
          aria-labelledby={labelId}
          fullWidth
          value={to}
          onChange={(value) => {
            form.clearErrors();
            form.setFieldValue('to', value);
          }}
          data={[
            { value: 'contact', label: t('toContact') },
            { value: 'number', label: t('toNumber') },
          ]}
        />
      </div>
      {to === 'contact' ? (
        <PickOne
          path="/contacts"
          label={t('contact')}
          isRequired
          placeholder={t('pickContact')}
          {...(address === undefined ? {} : { description: t('contactHint', { address }) })}
          value={contactId}
          onChange={(id) => {
            form.clearFieldError('recipient');
            form.setFieldValue('contactId', id);
          }}
          error={form.errors['recipient']}
          sort="name"
        />
      ) : (
        <TextInput
          label={t('number')}
          description={t('numberHint')}
          required
          maxLength={128}
          autoComplete="off"
          {...form.getInputProps('recipient')}
        />
      )}
      <ErrorNote error={contact.error} />
      <Textarea
        label={t('text')}
        required={media === null}
        autosize
        minRows={3}
        maxRows={12}
        description={
          parts > 1
            ? t('counterParts', { used: number(message.length), parts: number(parts) })
            : t('counter', { used: number(message.length), most: number(TEXT_MAX) })
        }
        {...form.getInputProps('message')}
        error={
          form.errors['message'] ??
          (message.length > TEXT_MAX && t('tooLong', { most: number(TEXT_MAX) }))
        }
      />
      <FileField value={media} onChange={(next) => form.setFieldValue('media', next)} />
      {transports.length > 1 && (
        <NativeSelect
          label={t('transport')}
          data={[
            { value: '', label: t('automatic') },
            ...transports.map(({ kind, title, isReady }) => ({
              value: kind,
              label: isReady ? title : t('notReady', { title }),
            })),
          ]}
          {...form.getInputProps('transport')}
        />
      )}
      {status.data && (
        <Text size="sm" c={carrier.isGood ? 'dimmed' : 'var(--plantline-warning)'} role="status">
          {carrier.text}
        </Text>
      )}
      <ErrorNote error={status.error} onRetry={() => void status.refetch()} />
    </EditorDialog>
  );

  function number(value: number): string {
    return formatNumber(value, language);
  }
}

type Values = {
  to: 'contact' | 'number';
  contactId: string | null;
  recipient: string;
  message: string;
  transport: string;
  media: StoredMedia | null;
};

/** As the server has it: a phone number with its country code, or the address of a chat. */
function isAddress(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed.startsWith('+')) {
    return /^\+[1-9]\d{5,14}$/u.test(trimmed.replaceAll(/[\s().\-\u00A0\u2010-\u2015]/gu, ''));
  }
  return /\D/u.test(trimmed) && !/[\s\p{C}]/u.test(trimmed);
}
