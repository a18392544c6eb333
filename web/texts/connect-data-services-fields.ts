import { defineTexts } from '../app/define-texts.ts';

/** What the form of a CONNECT data services source says, in both languages: a part of `sourceFieldsTexts`. */
export const connectDataServicesFields = defineTexts('connect-data-services-fields', {
  en: {
    'connect-data-services.baseUrl': 'Base URL',
    'connect-data-services.baseUrl_says': 'Of your region, without a path.',
    'connect-data-services.tenantId': 'Tenant ID',
    'connect-data-services.namespaceId': 'Namespace ID',
    'connect-data-services.clientId': 'Client ID',
    'connect-data-services.clientId_says':
      'Of a client-credentials client whose role may only read.',
    'connect-data-services.clientSecret': 'Client secret',
    'connect-data-services.tokenUrl': 'Token URL',
    'connect-data-services.tokenUrl_says':
      'Left empty: /identity/connect/token below the base URL.',
    'connect-data-services.streamQuery': 'Streams',
    'connect-data-services.streamQuery_says':
      'Which ones, in the words of its stream search. Left empty: all of the namespace.',
    'connect-data-services.defaultTag': 'Tag for the connection test',
    'connect-data-services.defaultTag_says': 'Left empty: the first one found.',
    'connect-data-services.caFile': 'CA certificate file',
    'connect-data-services.caFile_says': 'PEM file, where a proxy of your own is in between.',
    'connect-data-services.insecureSkipTlsVerify': 'Do not verify the certificate',
    'connect-data-services.insecureSkipTlsVerify_says':
      'Anybody on the way could then answer in the server’s place. Prefer a CA file.',
    'connect-data-services.timeoutMs': 'Time limit of a request (ms)',
    'connect-data-services.maxConcurrentRequests': 'Requests at the same time',
    'connect-data-services.maxTagsPerQuestion': 'Tags of a question at most',
    'connect-data-services.maxTagsPerQuestion_says': 'Each is a request of its own.',
    'connect-data-services.maxValuesPerTag': 'Values per tag of one history at most',
    'connect-data-services.maxStreams': 'Streams at most',
    'connect-data-services.refreshMinutes': 'Look for new streams every (minutes)',
  },
  id: {
    'connect-data-services.baseUrl': 'Alamat (URL)',
    'connect-data-services.baseUrl_says': 'Alamat wilayah Anda, tanpa jalur.',
    'connect-data-services.tenantId': 'Tenant ID',
    'connect-data-services.namespaceId': 'Namespace ID',
    'connect-data-services.clientId': 'Client ID',
    'connect-data-services.clientId_says':
      'Dari client-credentials client yang perannya hanya membaca.',
    'connect-data-services.clientSecret': 'Client secret',
    'connect-data-services.tokenUrl': 'Alamat token',
    'connect-data-services.tokenUrl_says':
      'Dikosongkan: /identity/connect/token di bawah alamat di atas.',
    'connect-data-services.streamQuery': 'Stream',
    'connect-data-services.streamQuery_says':
      'Yang mana, dalam kata-kata pencarian stream-nya. Dikosongkan: semua dalam namespace.',
    'connect-data-services.defaultTag': 'Tag untuk uji sambungan',
    'connect-data-services.defaultTag_says': 'Dikosongkan: yang pertama ditemukan.',
    'connect-data-services.caFile': 'Berkas sertifikat CA',
    'connect-data-services.caFile_says': 'Berkas PEM, jika ada proxy Anda sendiri di antaranya.',
    'connect-data-services.insecureSkipTlsVerify': 'Jangan periksa sertifikat',
    'connect-data-services.insecureSkipTlsVerify_says':
      'Siapa pun di jalur itu bisa menjawab atas nama server. Lebih baik pakai berkas CA.',
    'connect-data-services.timeoutMs': 'Batas waktu permintaan (ms)',
    'connect-data-services.maxConcurrentRequests': 'Permintaan pada saat yang sama',
    'connect-data-services.maxTagsPerQuestion': 'Tag per pertanyaan paling banyak',
    'connect-data-services.maxTagsPerQuestion_says': 'Masing-masing satu permintaan.',
    'connect-data-services.maxValuesPerTag': 'Nilai per tag dalam satu riwayat paling banyak',
    'connect-data-services.maxStreams': 'Stream paling banyak',
    'connect-data-services.refreshMinutes': 'Cari stream baru setiap (menit)',
  },
});
