import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
export async function startWhatsappCloud(_: object) {
  let n = 0;
  const s = createServer((req, res) => {
    let b = '';
    req.on('data', (d: Buffer) => (b += d));
    req.on('end', () => {
      res.setHeader('content-type', 'application/json');
      if (req.method === 'POST') {
        const j = JSON.parse(b || '{}') as { status?: string; to?: string };
        if (j.status) return res.end('{"success":true}');
        n += 1;
        return res.end(
          JSON.stringify({
            messaging_product: 'whatsapp',
            contacts: [{ input: j.to, wa_id: j.to }],
            messages: [{ id: `wamid.OUT${n}` }],
          }),
        );
      }
      return res.end(
        JSON.stringify({
          id: '106500000000001',
          display_phone_number: '+1 555',
          verified_name: 'x',
          quality_rating: 'GREEN',
        }),
      );
    });
  });
  await new Promise<void>((r) => s.listen(0, '127.0.0.1', r));
  return {
    url: `http://127.0.0.1:${(s.address() as AddressInfo).port}`,
    close: async () => void s.close(),
  };
}
