import { Command, InvalidArgumentError } from 'commander';

type Options = { phone?: string; json?: boolean };

/** `plantline link`: links a phone's WhatsApp from the terminal, through the Plantline that runs. */
export function linkCommand(): Command {
  return new Command('link')
    .description('Link WhatsApp: shows a QR code, or with --phone a code to type into the phone')
    .option('--phone <phone>', 'show a code to type instead, for this number', toPhone)
    .option('--json', 'print every code and the result as lines of JSON')
    .action(async ({ phone, json = false }: Options) => {
      const { findRunningPlantline } = await import('./running-plantline.ts');
      const running = await findRunningPlantline();
      if (!running) {
        throw new Error('No Plantline is running here: start it with "plantline serve" first.');
      }
      const { followLink } = await import('./follow-link.ts');
      const { showLink } = await import('./show-link.ts');
      await followLink({ running, phone, show: showLink({ isJson: json }) });
    });
}

function toPhone(text: string): string {
  const phone = text.replaceAll(/[\s().-]/g, '');
  if (/^\+[1-9]\d{5,14}$/.test(phone)) return phone;
  throw new InvalidArgumentError('Write it with + and the country code, such as +6281200000001.');
}
