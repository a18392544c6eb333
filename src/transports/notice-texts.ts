/** What an administrator is told over another transport, in the site's language. */
export const NOTICE_TEXTS = {
  en: {
    trouble: (title: string, detail: string) =>
      `⚠ Plantline: *${title}* is not connected and needs you. ${detail}`,
    ready: (title: string) => `✓ Plantline: *${title}* is connected again.`,
  },
  id: {
    trouble: (title: string, detail: string) =>
      `⚠ Plantline: *${title}* tidak terhubung dan perlu Anda. ${detail}`,
    ready: (title: string) => `✓ Plantline: *${title}* terhubung lagi.`,
  },
} as const;
