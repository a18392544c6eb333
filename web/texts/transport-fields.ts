import { defineTexts } from '../app/define-texts.ts';

/** What the transports’ schemas say of their fields: `<kind>.<path>` is the title, `…_says` the description. */
export const transportFieldsTexts = defineTexts('transport-fields', {
  en: {
    'whatsapp-cloud.phoneNumberId': 'Phone number ID',
    'whatsapp-cloud.phoneNumberId_says':
      'Of the number Plantline writes from: WhatsApp > API setup. Not the number itself.',
    'whatsapp-cloud.businessAccountId': 'WhatsApp Business account ID',
    'whatsapp-cloud.businessAccountId_says':
      'Needed only to test the template and the webhook subscription.',
    'whatsapp-cloud.accessToken': 'Access token',
    'whatsapp-cloud.accessToken_says':
      'Of a system user, with whatsapp_business_messaging. Temporary ones end after a day.',
    'whatsapp-cloud.appSecret': 'App secret',
    'whatsapp-cloud.appSecret_says':
      'App settings > Basic. What arrives without its signature is refused.',
    'whatsapp-cloud.verifyToken': 'Verify token',
    'whatsapp-cloud.verifyToken_says':
      'A word of your own; enter the same one beside the webhook address at Meta.',
    'whatsapp-cloud.apiVersion': 'Graph API version',
    'whatsapp-cloud.templateName': 'Template',
    'whatsapp-cloud.templateName_says':
      'An approved utility template. It is sent to who has not written for 24 hours; the message itself follows the answer.',
    'whatsapp-cloud.templateLanguage': 'Language of the template',
    'whatsapp-cloud.templateLanguage_says': 'As at Meta, such as en, en_US or id.',
    'whatsapp-cloud.templateHasTextParameter': 'The template takes the message’s text',
    'whatsapp-cloud.templateHasTextParameter_says':
      'On where its body has exactly one variable, {{1}}.',
    'whatsapp-cloud.chooseLabel': 'Word on the button of a list',
    'whatsapp-cloud.chatBurst': 'Messages to one person at once',
    'whatsapp-cloud.chatBurst_says': 'WhatsApp takes up to 45 and wants a rest afterwards.',
    'whatsapp-cloud.chatEverySeconds': 'Then one message to a person every (seconds)',
    'whatsapp-cloud.totalBurst': 'Messages to everybody at once',
    'whatsapp-cloud.totalPerSecond': 'Then messages per second',
    'whatsapp-cloud.totalPerSecond_says':
      'WhatsApp takes 80, and 20 where the number is used in the app too.',
    'whatsapp-cloud.markRead': 'Show that a message was read',
    'whatsapp-cloud.showTyping': 'Show that an answer is being written',
    'whatsapp-cloud.showTyping_says': 'Only where messages are shown as read.',
    'whatsapp-cloud.statusWaitSeconds': 'Wait for news of a message without an answer (seconds)',
    'whatsapp-cloud.statusWaitSeconds_says':
      'Where it stays unclear whether WhatsApp took a message: an alarm is sent again, a reply is not.',
    'whatsapp-web.version': 'WhatsApp Web version',
    'whatsapp-web.version_says': 'Only when WhatsApp refuses the one that came with this release.',
    'whatsapp-web.companionRegRefresh': 'Renew the QR picture when WhatsApp asks for it',
    'whatsapp-web.companionRegRefresh_says':
      'Turn it off only when linking fails although the picture was scanned in time.',
    'whatsapp-web.markRead': 'Mark messages as read',
    'whatsapp-web.markRead_says': 'People see blue ticks once their message is kept.',
    'whatsapp-web.showTyping': 'Show typing',
    'whatsapp-web.showTyping_says': 'People see that an answer is being made.',
    'whatsapp-web.perChatSeconds': 'Seconds between messages of one chat',
    'whatsapp-web.perChatSeconds_says': 'WhatsApp restricts numbers that write too fast.',
    'whatsapp-web.burst': 'Messages of one chat that may go at once',
    'whatsapp-web.burst_says': 'After a rest; then the pace above holds.',
    'whatsapp-web.perMinute': 'Messages per minute',
    'whatsapp-web.perMinute_says': 'Of all chats together.',
    'whatsapp-web.selfProbeMinutes': 'Minutes of silence before the line is tested',
    'whatsapp-web.selfProbeMinutes_says':
      'A message to the own number shows whether the line still hears. 0 turns this off.',
    'whatsapp-web.maxMemoryMb': 'Memory limit in MB',
    'whatsapp-web.maxMemoryMb_says':
      'Above it the process of this number is started anew; nothing is lost.',
  },
  id: {
    'whatsapp-cloud.phoneNumberId': 'ID nomor ponsel',
    'whatsapp-cloud.phoneNumberId_says':
      'Dari nomor yang dipakai Plantline: WhatsApp > API setup. Bukan nomornya sendiri.',
    'whatsapp-cloud.businessAccountId': 'ID akun WhatsApp Business',
    'whatsapp-cloud.businessAccountId_says':
      'Hanya perlu untuk menguji templat dan langganan webhook.',
    'whatsapp-cloud.accessToken': 'Token akses',
    'whatsapp-cloud.accessToken_says':
      'Dari pengguna sistem, dengan whatsapp_business_messaging. Yang sementara berakhir setelah sehari.',
    'whatsapp-cloud.appSecret': 'Rahasia aplikasi',
    'whatsapp-cloud.appSecret_says':
      'App settings > Basic. Yang datang tanpa tanda tangannya ditolak.',
    'whatsapp-cloud.verifyToken': 'Token verifikasi',
    'whatsapp-cloud.verifyToken_says':
      'Kata pilihan Anda; isi yang sama di sebelah alamat webhook di Meta.',
    'whatsapp-cloud.apiVersion': 'Versi Graph API',
    'whatsapp-cloud.templateName': 'Templat',
    'whatsapp-cloud.templateName_says':
      'Templat utility yang disetujui. Dikirim kepada yang tidak menulis selama 24 jam; pesannya sendiri menyusul setelah dijawab.',
    'whatsapp-cloud.templateLanguage': 'Bahasa templat',
    'whatsapp-cloud.templateLanguage_says': 'Seperti di Meta, misalnya en, en_US atau id.',
    'whatsapp-cloud.templateHasTextParameter': 'Templat memuat teks pesannya',
    'whatsapp-cloud.templateHasTextParameter_says':
      'Hidupkan bila isinya punya tepat satu variabel, {{1}}.',
    'whatsapp-cloud.chooseLabel': 'Kata pada tombol daftar',
    'whatsapp-cloud.chatBurst': 'Pesan kepada satu orang sekaligus',
    'whatsapp-cloud.chatBurst_says': 'WhatsApp menerima sampai 45 lalu perlu jeda.',
    'whatsapp-cloud.chatEverySeconds': 'Lalu satu pesan kepada seseorang setiap (detik)',
    'whatsapp-cloud.totalBurst': 'Pesan kepada semua sekaligus',
    'whatsapp-cloud.totalPerSecond': 'Lalu pesan per detik',
    'whatsapp-cloud.totalPerSecond_says':
      'WhatsApp menerima 80, dan 20 bila nomornya juga dipakai di aplikasi.',
    'whatsapp-cloud.markRead': 'Tampilkan bahwa pesan sudah dibaca',
    'whatsapp-cloud.showTyping': 'Tampilkan bahwa jawaban sedang ditulis',
    'whatsapp-cloud.showTyping_says': 'Hanya bila pesan ditampilkan sudah dibaca.',
    'whatsapp-cloud.statusWaitSeconds': 'Tunggu kabar pesan tanpa jawaban (detik)',
    'whatsapp-cloud.statusWaitSeconds_says':
      'Bila tidak jelas apakah WhatsApp menerima pesan: alarm dikirim lagi, jawaban tidak.',
    'whatsapp-web.version': 'Versi WhatsApp Web',
    'whatsapp-web.version_says': 'Hanya bila WhatsApp menolak versi bawaan rilis ini.',
    'whatsapp-web.companionRegRefresh': 'Perbarui gambar QR bila WhatsApp memintanya',
    'whatsapp-web.companionRegRefresh_says':
      'Matikan hanya bila penautan gagal walau gambar dipindai tepat waktu.',
    'whatsapp-web.markRead': 'Tandai pesan sudah dibaca',
    'whatsapp-web.markRead_says': 'Centang biru terlihat begitu pesan disimpan.',
    'whatsapp-web.showTyping': 'Tampilkan sedang mengetik',
    'whatsapp-web.showTyping_says': 'Terlihat bahwa jawaban sedang dibuat.',
    'whatsapp-web.perChatSeconds': 'Detik antarpesan dalam satu obrolan',
    'whatsapp-web.perChatSeconds_says': 'WhatsApp membatasi nomor yang menulis terlalu cepat.',
    'whatsapp-web.burst': 'Pesan dalam satu obrolan yang boleh keluar sekaligus',
    'whatsapp-web.burst_says': 'Setelah jeda; lalu berlaku jarak di atas.',
    'whatsapp-web.perMinute': 'Pesan per menit',
    'whatsapp-web.perMinute_says': 'Dari semua obrolan.',
    'whatsapp-web.selfProbeMinutes': 'Menit sunyi sebelum sambungan diuji',
    'whatsapp-web.selfProbeMinutes_says':
      'Pesan ke nomor sendiri menunjukkan apakah sambungan masih mendengar. 0 mematikannya.',
    'whatsapp-web.maxMemoryMb': 'Batas memori dalam MB',
    'whatsapp-web.maxMemoryMb_says':
      'Di atasnya proses nomor ini dijalankan ulang; tidak ada yang hilang.',
  },
});
