import { defineTexts } from '../app/define-texts.ts';

export const queryPresetsTexts = defineTexts('query-presets', {
  en: {
    title: 'Query presets',
    hint: 'Queries that are written once and used by several triggers. When one is changed, all its triggers ask the new query.',
    noKind:
      'No kind of data source in this version answers queries yet. Presets can be prepared; triggers that use them are answered once such a source is connected.',
    add: 'New preset',
    emptyTitle: 'No query presets yet',
    emptyHint: 'Write a query that several triggers need, with {variables} where values go.',
    emptyHintViewer: 'Somebody with the role “User” or “Administrator” writes the first one.',
    name: 'Name',
    nameHint: 'By it the preset is chosen when a trigger is made.',
    nameExample: 'Latest lab results',
    template: 'Query',
    templateHint:
      'Write {name} where a value goes, without quotes around it. It only reads: start with SELECT.',
    variables: 'Variables',
    variablesNone: 'none',
    isDefault: 'Default',
    isDefaultHint: 'Marks the preset that most triggers should start from.',
    triggers: 'Triggers',
    usage: 'Asked',
    changed: 'Changed',
    newTitle: 'New query preset',
    editTitle: 'Query preset “{{name}}”',
    quoted:
      '{{names}} stands between quotes. A value is handed over beside the text: leave the quotes out, or the database reads the name itself.',
    longName: 'A variable’s name has 40 characters at most: {{names}}',
    tooMany: 'A query has 50 variables at most; this one has {{number}}.',
    found: 'Variables found in the text',
    foundNone: 'None. Everybody who asks gets the same query.',
    fromQuestion: 'From the question',
    fromRange: 'From its time range',
    fromCount: 'From its number',
    bound: 'What is handed over, for example',
    boundHint:
      'Sent in the chat after the trigger’s name: {{question}}. The values go to the database beside the query and are never written into it.',
    boundName: 'Variable',
    boundFrom: 'Where it comes from',
    deleteUsed_one: '{{count}} trigger takes its query from it, so it cannot be deleted yet.',
    deleteUsed_other: '{{count}} triggers take their query from it, so it cannot be deleted yet.',
    deleteUsedHint:
      'Choose another preset there, or write a query of its own, and then delete this one.',
    deleteTitle: '“{{name}}” is in use',
    toTriggers: 'To the triggers',
    deleteFree: 'No trigger uses it.',
    whatUses_one:
      '{{count}} trigger takes its query from this preset and asks the new one at once.',
    whatUses_other:
      '{{count}} triggers take their query from this preset and ask the new one at once.',
  },
  id: {
    title: 'Templat kueri',
    hint: 'Kueri yang ditulis sekali dan dipakai beberapa pemicu. Jika diubah, semua pemicunya memakai kueri yang baru.',
    noKind:
      'Di versi ini belum ada jenis sumber data yang menjawab kueri. Templat bisa disiapkan; pemicunya dijawab setelah sumber seperti itu disambungkan.',
    add: 'Templat baru',
    emptyTitle: 'Belum ada templat kueri',
    emptyHint: 'Tulis kueri yang diperlukan beberapa pemicu, dengan {variabel} di tempat nilainya.',
    emptyHintViewer: 'Orang dengan peran “Pengguna” atau “Administrator” menulis yang pertama.',
    name: 'Nama',
    nameHint: 'Dengan nama ini templat dipilih saat membuat pemicu.',
    nameExample: 'Hasil lab terbaru',
    template: 'Kueri',
    templateHint:
      'Tulis {nama} di tempat nilainya, tanpa tanda kutip. Kueri hanya membaca: mulai dengan SELECT.',
    variables: 'Variabel',
    variablesNone: 'tidak ada',
    isDefault: 'Bawaan',
    isDefaultHint: 'Menandai templat yang sebaiknya jadi awal kebanyakan pemicu.',
    triggers: 'Pemicu',
    usage: 'Ditanya',
    changed: 'Diubah',
    newTitle: 'Templat kueri baru',
    editTitle: 'Templat kueri “{{name}}”',
    quoted:
      '{{names}} ada di antara tanda kutip. Nilai diserahkan di luar teks: hilangkan tanda kutipnya, kalau tidak basis data membaca namanya sendiri.',
    longName: 'Nama variabel paling panjang 40 karakter: {{names}}',
    tooMany: 'Sebuah kueri punya paling banyak 50 variabel; yang ini {{number}}.',
    found: 'Variabel yang ditemukan di teks',
    foundNone: 'Tidak ada. Siapa pun yang bertanya mendapat kueri yang sama.',
    fromQuestion: 'Dari pertanyaan',
    fromRange: 'Dari rentang waktunya',
    fromCount: 'Dari jumlahnya',
    bound: 'Yang diserahkan, contohnya',
    boundHint:
      'Dikirim di obrolan setelah nama pemicu: {{question}}. Nilainya diserahkan ke basis data di luar kueri dan tidak pernah ditulis ke dalamnya.',
    boundName: 'Variabel',
    boundFrom: 'Asalnya',
    deleteUsed_one: '{{count}} pemicu mengambil kuerinya dari sini, jadi belum bisa dihapus.',
    deleteUsed_other: '{{count}} pemicu mengambil kuerinya dari sini, jadi belum bisa dihapus.',
    deleteUsedHint:
      'Pilih dulu templat lain di sana atau tulis kueri sendiri, lalu hapus yang ini.',
    deleteTitle: '“{{name}}” sedang dipakai',
    toTriggers: 'Ke pemicu',
    deleteFree: 'Tidak ada pemicu yang memakainya.',
    whatUses_one:
      '{{count}} pemicu mengambil kuerinya dari templat ini dan langsung memakai yang baru.',
    whatUses_other:
      '{{count}} pemicu mengambil kuerinya dari templat ini dan langsung memakai yang baru.',
  },
});
