import { z } from 'zod';

/** The configuration of `whatsapp-cloud`. What is named here is on the pages of the app in Meta's developer console. */
export const WhatsappCloudConfig = z.object({
  phoneNumberId: z.string().regex(/^\d+$/, 'Only digits: it is no phone number.').meta({
    title: 'Phone number ID',
    description:
      'Of the number Plantline writes from: WhatsApp > API setup. Not the number itself.',
  }),
  businessAccountId: z.string().regex(/^\d+$/, 'Only digits.').optional().meta({
    title: 'WhatsApp Business account ID',
    description: 'Needed only to test the template and the webhook subscription.',
  }),
  accessToken: z.string().trim().min(1).meta({
    title: 'Access token',
    description:
      'Of a system user, with whatsapp_business_messaging. Temporary ones end after a day.',
    secret: true,
  }),
  appSecret: z.string().trim().min(1).meta({
    title: 'App secret',
    description: 'App settings > Basic. What arrives without its signature is refused.',
    secret: true,
  }),
  verifyToken: z.string().trim().min(8).meta({
    title: 'Verify token',
    description: 'A word of your own; enter the same one beside the webhook address at Meta.',
    secret: true,
  }),
  apiVersion: z
    .string()
    .regex(/^v\d{1,3}\.\d$/, 'Such as v25.0.')
    .default('v25.0')
    .meta({ title: 'Graph API version' }),
  templateName: z
    .string()
    .regex(/^[a-z0-9_]+$/, 'Small letters, digits and _ only.')
    .optional()
    .meta({
      title: 'Template',
      description:
        'An approved utility template. It is sent to who has not written for 24 hours; the message itself follows the answer.',
    }),
  templateLanguage: z.string().min(2).max(15).default('en').meta({
    title: 'Language of the template',
    description: 'As at Meta, such as en, en_US or id.',
  }),
  templateHasTextParameter: z.boolean().default(true).meta({
    title: 'The template takes the message’s text',
    description: 'On where its body has exactly one variable, {{1}}.',
  }),
  chooseLabel: z.string().min(1).max(20).default('Choose').meta({
    title: 'Word on the button of a list',
  }),
  chatBurst: z.int().min(1).max(45).default(10).meta({
    title: 'Messages to one person at once',
    description: 'WhatsApp takes up to 45 and wants a rest afterwards.',
  }),
  chatEverySeconds: z.number().min(0.01).max(600).default(6).meta({
    title: 'Then one message to a person every (seconds)',
  }),
  totalBurst: z.int().min(1).max(1_000).default(40).meta({
    title: 'Messages to everybody at once',
  }),
  totalPerSecond: z.number().min(0.1).max(1_000).default(20).meta({
    title: 'Then messages per second',
    description: 'WhatsApp takes 80, and 20 where the number is used in the app too.',
  }),
  markRead: z.boolean().default(true).meta({ title: 'Show that a message was read' }),
  showTyping: z.boolean().default(true).meta({
    title: 'Show that an answer is being written',
    description: 'Only where messages are shown as read.',
  }),
  statusWaitSeconds: z.number().min(0.05).max(20).default(20).meta({
    title: 'Wait for news of a message without an answer (seconds)',
    description:
      'Where it stays unclear whether WhatsApp took a message: an alarm is sent again, a reply is not.',
  }),
});

export type WhatsappCloudConfig = z.infer<typeof WhatsappCloudConfig>;
