import { defineTransport } from '#sdk';
import { connectWhatsappWeb } from './connect.ts';
import { WhatsappWebConfig } from './whatsapp-web.schema.ts';

const NOTICE =
  'This is not an official client: WhatsApp may block the number that uses it. The Cloud API is the supported way; use this with a number of its own.';

/** WhatsApp as a device that is linked to a phone, like WhatsApp Web. */
export const whatsappWeb = defineTransport({
  kind: 'whatsapp-web',
  title: 'WhatsApp (linked device)',
  notice: NOTICE,
  config: WhatsappWebConfig,
  connect(settings, tools) {
    tools.log.warn({}, NOTICE);
    return connectWhatsappWeb(settings, tools);
  },
});
