import { z } from 'zod';

/** How a linked number is used. Nothing is needed: it is linked by scanning, not by settings. */
export const WhatsappWebConfig = z.strictObject({
  version: z
    .string()
    .regex(/^\d{1,6}\.\d{1,9}\.\d{1,12}$/)
    .optional()
    .meta({
      title: 'WhatsApp Web version',
      description: 'Only when WhatsApp refuses the one that came with this release.',
      examples: ['2.3000.1043857760'],
    }),
  companionRegRefresh: z.boolean().default(true).meta({
    title: 'Renew the QR picture when WhatsApp asks for it',
    description: 'Turn it off only when linking fails although the picture was scanned in time.',
  }),
  markRead: z.boolean().default(true).meta({
    title: 'Mark messages as read',
    description: 'People see blue ticks once their message is kept.',
  }),
  showTyping: z.boolean().default(true).meta({
    title: 'Show typing',
    description: 'People see that an answer is being made.',
  }),
  perChatSeconds: z.number().min(0).max(60).default(1.5).meta({
    title: 'Seconds between messages of one chat',
    description: 'WhatsApp restricts numbers that write too fast.',
  }),
  burst: z.int().min(1).max(50).default(5).meta({
    title: 'Messages of one chat that may go at once',
    description: 'After a rest; then the pace above holds.',
  }),
  perMinute: z.int().min(1).max(600).default(20).meta({
    title: 'Messages per minute',
    description: 'Of all chats together.',
  }),
  selfProbeMinutes: z.int().min(0).max(1440).default(30).meta({
    title: 'Minutes of silence before the line is tested',
    description:
      'A message to the own number shows whether the line still hears. 0 turns this off.',
  }),
  maxMemoryMb: z.int().min(150).max(4096).default(400).meta({
    title: 'Memory limit in MB',
    description: 'Above it the process of this number is started anew; nothing is lost.',
  }),
});

export type WhatsappWebSettings = z.output<typeof WhatsappWebConfig>;
