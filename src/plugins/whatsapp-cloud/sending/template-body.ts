import type { OutgoingContent } from '#sdk';
import type { WhatsappCloudConfig } from '../whatsapp-cloud.schema.ts';
import { cutTo } from './text-body.ts';

/** A body has 1,024 characters, its own words included. */
const PARAMETER_MAX = 700;

/** What a variable takes: no line ends, no tabs, at most four blanks in a row; and never nothing. */
export function templateParameter(text: string): string {
  const line = text
    .trim()
    .replaceAll(/\s*[\r\n\u2028\u2029]+\s*/g, ' · ')
    .replaceAll('\t', ' ')
    .replaceAll(/ {5,}/g, '    ');
  return line === '' ? '-' : cutTo(line, PARAMETER_MAX);
}

/** The message that may be sent when a person has not written for 24 hours. */
export function templateBody(
  { templateName, templateLanguage, templateHasTextParameter }: WhatsappCloudConfig,
  content: Exclude<OutgoingContent, { kind: 'reaction' }>,
): Readonly<Record<string, unknown>> {
  const text = content.kind === 'text' ? content.text : content.caption || content.file.fileName;
  const parameters = [{ type: 'text', text: templateParameter(text) }];
  return {
    type: 'template',
    template: {
      name: templateName,
      language: { code: templateLanguage },
      ...(templateHasTextParameter && { components: [{ type: 'body', parameters }] }),
    },
  };
}
