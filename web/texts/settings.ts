import { defineTexts } from '../app/define-texts.ts';

/** The keys `name.…`, `meaning.…` and `choice.…` are the settings and their values as the server names them. */
export const settingsTexts = defineTexts('settings', {
  en: {
    title: 'Settings',
    hint: 'What can be changed while Plantline runs. Each setting is saved for itself and counts at once.',
    search: 'Search settings',
    onlyChanged: 'Only what was changed',
    allDefault: 'Everything is at its default',
    allDefaultHint: 'Nobody has changed a setting yet.',
    changed: 'Changed',
    isDefault: 'Default: {{value}}',
    changedAt: 'Changed',
    saved: '“{{name}}” is saved and counts from now on.',
    reset: 'Back to default: {{value}}',
    resetDone: '“{{name}}” is back at its default.',
    resetUndone: '“{{name}}” is back.',
    between: 'From {{least}} to {{most}}.',
    invalid: 'This value does not fit.',
    empty: 'empty',
    on: 'on',
    off: 'off',
    'category.access': 'Who may ask',
    'category.spam_detection': 'Too many messages at once',
    'category.messages': 'Questions',
    'category.outbox': 'Outbox',
    'category.notices': 'Notices',
    'category.sources': 'Data sources',
    'category.site': 'Site',
    'category.ai': 'Questions in plain words',
    'category.audit': 'Audit log',
    'name.access.mode': 'Strangers',
    'meaning.access.mode': 'What happens when somebody writes who is not an approved contact.',
    'choice.access.mode.approval': 'Wait for approval',
    'choiceHint.access.mode.approval': 'They get a short reply and wait on the contacts page.',
    'choice.access.mode.open': 'May ask everything',
    'choiceHint.access.mode.open': 'Everybody who knows the number gets answers, unless blocked.',
    'choice.access.mode.closed': 'Are sent away',
    'choiceHint.access.mode.closed': 'Only who is approved already may ask.',
    'name.spam_detection.enabled': 'Hold back messages',
    'meaning.spam_detection.enabled': 'Whether too many messages at once are held back.',
    'name.spam_detection.windowSeconds': 'Window in seconds',
    'meaning.spam_detection.windowSeconds': 'Within this time a sender’s messages are counted.',
    'name.spam_detection.maxMessagesPerWindow': 'Answered in a window',
    'meaning.spam_detection.maxMessagesPerWindow':
      'So many messages of one sender are answered in a window; further ones are kept and not run.',
    'name.spam_detection.warningThreshold': 'Warned at',
    'meaning.spam_detection.warningThreshold':
      'At so many messages in a window the sender is warned.',
    'name.spam_detection.warningMessage': 'Warning',
    'meaning.spam_detection.warningMessage': 'What the warning says.',
    'name.spam_detection.cooldownMinutes': 'Minutes between warnings',
    'meaning.spam_detection.cooldownMinutes': 'A sender is warned at most once in this time.',
    'name.messages.lateAfterMinutes': 'Too late after (minutes)',
    'meaning.messages.lateAfterMinutes':
      'A question that reaches Plantline later than this is not run; the person is told how late it came. 0 answers however late.',
    'name.outbox.lateAfterMinutes': 'Said to be late after (minutes)',
    'meaning.outbox.lateAfterMinutes':
      'A message that goes out later than this begins with a line that says so. 0 never says it.',
    'name.notices.recipient': 'Who is told of trouble',
    'meaning.notices.recipient':
      'Phone number or address that gets a message when a way to WhatsApp stops working, by another way. Left empty, nobody does.',
    'name.sources.checkEverySeconds': 'Checked every (seconds)',
    'meaning.sources.checkEverySeconds':
      'How often a data source that nobody asks is checked, give or take a fifth. One that fails is looked at within a minute.',
    'name.site.shifts': 'Shifts',
    'meaning.site.shifts':
      'For questions such as “average load of the night shift”, in local time. Each lasts until the next begins; “shift 2” is the second here.',
    'name.ai.model': 'Model',
    'meaning.ai.model':
      'Name of the language model that answers questions in plain words; empty for the newest that is in use. Without any, Plantline’s own understanding answers.',
    'name.ai.timeLimitSeconds': 'Seconds for a question',
    'meaning.ai.timeLimitSeconds':
      'How long a model may take; after that Plantline’s own understanding answers.',
    'name.ai.tokensPerQuestion': 'Tokens of a question',
    'meaning.ai.tokensPerQuestion': 'What a model may read and write for one question.',
    'name.ai.tokensPerContactDay': 'Tokens of a person and day',
    'meaning.ai.tokensPerContactDay':
      'What the questions of one person may use in a day of the site.',
    'name.ai.tokensPerDay': 'Tokens of a day',
    'meaning.ai.tokensPerDay': 'What all questions may use in a day of the site.',
    'name.ai.usdPerQuestion': 'USD of a question',
    'meaning.ai.usdPerQuestion':
      'What a model may cost for one question, by the prices of its connection.',
    'name.ai.usdPerContactDay': 'USD of a person and day',
    'meaning.ai.usdPerContactDay':
      'What the questions of one person may cost in a day of the site.',
    'name.ai.usdPerDay': 'USD of a day',
    'meaning.ai.usdPerDay': 'What all questions may cost in a day of the site.',
    'name.audit.retentionDays': 'Days kept',
    'meaning.audit.retentionDays':
      'Older entries are removed every hour; the chain still proves that nothing else is missing.',
  },
  id: {
    title: 'Pengaturan',
    hint: 'Yang bisa diubah selagi Plantline berjalan. Setiap pengaturan disimpan sendiri dan langsung berlaku.',
    search: 'Cari pengaturan',
    onlyChanged: 'Hanya yang diubah',
    allDefault: 'Semua masih seperti bawaan',
    allDefaultHint: 'Belum ada pengaturan yang diubah.',
    changed: 'Diubah',
    isDefault: 'Bawaan: {{value}}',
    changedAt: 'Diubah',
    saved: '“{{name}}” tersimpan dan berlaku mulai sekarang.',
    reset: 'Kembali ke bawaan: {{value}}',
    resetDone: '“{{name}}” kembali ke bawaan.',
    resetUndone: '“{{name}}” dikembalikan.',
    between: 'Dari {{least}} sampai {{most}}.',
    invalid: 'Nilai ini tidak cocok.',
    empty: 'kosong',
    on: 'aktif',
    off: 'mati',
    'category.access': 'Siapa yang boleh bertanya',
    'category.spam_detection': 'Terlalu banyak pesan sekaligus',
    'category.messages': 'Pertanyaan',
    'category.outbox': 'Kotak keluar',
    'category.notices': 'Pemberitahuan',
    'category.sources': 'Sumber data',
    'category.site': 'Lokasi',
    'category.ai': 'Pertanyaan dengan kata biasa',
    'category.audit': 'Catatan audit',
    'name.access.mode': 'Orang baru',
    'meaning.access.mode':
      'Yang terjadi bila ada yang menulis tetapi belum menjadi kontak yang disetujui.',
    'choice.access.mode.approval': 'Menunggu persetujuan',
    'choiceHint.access.mode.approval': 'Diberi jawaban singkat dan menunggu di halaman kontak.',
    'choice.access.mode.open': 'Boleh bertanya semuanya',
    'choiceHint.access.mode.open': 'Siapa pun yang tahu nomornya dijawab, kecuali diblokir.',
    'choice.access.mode.closed': 'Ditolak',
    'choiceHint.access.mode.closed': 'Hanya yang sudah disetujui yang boleh bertanya.',
    'name.spam_detection.enabled': 'Tahan pesan',
    'meaning.spam_detection.enabled': 'Apakah terlalu banyak pesan sekaligus ditahan.',
    'name.spam_detection.windowSeconds': 'Jendela dalam detik',
    'meaning.spam_detection.windowSeconds': 'Dalam waktu ini pesan dari satu pengirim dihitung.',
    'name.spam_detection.maxMessagesPerWindow': 'Dijawab per jendela',
    'meaning.spam_detection.maxMessagesPerWindow':
      'Sebanyak ini pesan dari satu pengirim dijawab dalam satu jendela; sisanya disimpan dan tidak dijalankan.',
    'name.spam_detection.warningThreshold': 'Diperingatkan pada',
    'meaning.spam_detection.warningThreshold':
      'Pada sebanyak ini pesan dalam satu jendela pengirim diperingatkan.',
    'name.spam_detection.warningMessage': 'Peringatan',
    'meaning.spam_detection.warningMessage': 'Bunyi peringatannya.',
    'name.spam_detection.cooldownMinutes': 'Menit antarperingatan',
    'meaning.spam_detection.cooldownMinutes':
      'Pengirim diperingatkan paling banyak sekali dalam waktu ini.',
    'name.messages.lateAfterMinutes': 'Terlambat setelah (menit)',
    'meaning.messages.lateAfterMinutes':
      'Pertanyaan yang sampai lebih lambat dari ini tidak dijalankan; orangnya diberi tahu seberapa terlambat. 0 menjawab selambat apa pun.',
    'name.outbox.lateAfterMinutes': 'Disebut terlambat setelah (menit)',
    'meaning.outbox.lateAfterMinutes':
      'Pesan yang keluar lebih lambat dari ini diawali baris yang menyebutkannya. 0 tidak pernah menyebutkannya.',
    'name.notices.recipient': 'Siapa yang diberi tahu bila ada masalah',
    'meaning.notices.recipient':
      'Nomor telepon atau alamat yang mendapat pesan lewat jalur lain bila suatu jalur ke WhatsApp berhenti. Bila kosong, tidak ada.',
    'name.sources.checkEverySeconds': 'Diperiksa setiap (detik)',
    'meaning.sources.checkEverySeconds':
      'Seberapa sering sumber data yang tidak ditanyai diperiksa, lebih kurang seperlima. Yang gagal dilihat lagi dalam satu menit.',
    'name.site.shifts': 'Shift',
    'meaning.site.shifts':
      'Untuk pertanyaan seperti “rata-rata beban shift malam”, dalam waktu setempat. Setiap shift berlaku sampai yang berikutnya mulai; “shift 2” adalah yang kedua di sini.',
    'name.ai.model': 'Model',
    'meaning.ai.model':
      'Nama model bahasa yang menjawab pertanyaan dengan kata biasa; kosong untuk yang terbaru yang dipakai. Tanpa model, Plantline sendiri yang menjawab.',
    'name.ai.timeLimitSeconds': 'Detik per pertanyaan',
    'meaning.ai.timeLimitSeconds':
      'Berapa lama model boleh berpikir; setelah itu Plantline sendiri yang menjawab.',
    'name.ai.tokensPerQuestion': 'Token per pertanyaan',
    'meaning.ai.tokensPerQuestion': 'Yang boleh dibaca dan ditulis model untuk satu pertanyaan.',
    'name.ai.tokensPerContactDay': 'Token per orang per hari',
    'meaning.ai.tokensPerContactDay':
      'Yang boleh dipakai pertanyaan satu orang dalam sehari menurut waktu lokasi.',
    'name.ai.tokensPerDay': 'Token per hari',
    'meaning.ai.tokensPerDay':
      'Yang boleh dipakai semua pertanyaan dalam sehari menurut waktu lokasi.',
    'name.ai.usdPerQuestion': 'USD per pertanyaan',
    'meaning.ai.usdPerQuestion':
      'Biaya model paling banyak untuk satu pertanyaan, menurut harga sambungannya.',
    'name.ai.usdPerContactDay': 'USD per orang per hari',
    'meaning.ai.usdPerContactDay':
      'Biaya paling banyak untuk pertanyaan satu orang dalam sehari menurut waktu lokasi.',
    'name.ai.usdPerDay': 'USD per hari',
    'meaning.ai.usdPerDay':
      'Biaya paling banyak untuk semua pertanyaan dalam sehari menurut waktu lokasi.',
    'name.audit.retentionDays': 'Disimpan (hari)',
    'meaning.audit.retentionDays':
      'Catatan yang lebih lama dihapus setiap jam; rantainya tetap membuktikan bahwa tidak ada lain yang hilang.',
  },
});
