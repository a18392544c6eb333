import { defineTexts } from '../app/define-texts.ts';

/** What each role may do. */
export const rolesTexts = defineTexts('roles', {
  en: {
    role: 'Role',
    admin: 'Administrator',
    user: 'User',
    viewer: 'Viewer',
    'hint.admin': 'May do everything: also users, settings, the audit log and linking WhatsApp.',
    'hint.user': 'Also sets up sources, triggers, groups and contacts, and sends messages.',
    'hint.viewer':
      'Looks at sources, triggers, messages and contacts and tries triggers out; changes nothing.',
  },
  id: {
    role: 'Peran',
    admin: 'Administrator',
    user: 'Pengguna',
    viewer: 'Pengamat',
    'hint.admin':
      'Boleh melakukan semuanya, juga pengguna, pengaturan, catatan audit dan menghubungkan WhatsApp.',
    'hint.user': 'Juga mengatur sumber, pemicu, grup dan kontak, serta mengirim pesan.',
    'hint.viewer':
      'Melihat sumber, pemicu, pesan dan kontak serta mencoba pemicu; tidak mengubah apa pun.',
  },
});
