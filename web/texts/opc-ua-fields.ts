import { defineTexts } from '../app/define-texts.ts';

/** What the form of an OPC UA source says, in both languages: a part of `sourceFieldsTexts`. */
export const opcUaFields = defineTexts('opc-ua-fields', {
  en: {
    'opc-ua.endpointUrl': 'Endpoint URL',
    'opc-ua.endpointUrl_says':
      'Of the server, such as opc.tcp://server:4840. In place of host and port.',
    'opc-ua.host': 'Host',
    'opc-ua.host_says': 'Where no endpoint URL is given.',
    'opc-ua.port': 'Port',
    'opc-ua.securityMode': 'Security',
    'opc-ua.securityMode_says':
      'none: everybody on the way can read and change what is said. Avoid it.',
    'opc-ua.securityPolicy': 'Security policy',
    'opc-ua.securityPolicy_says': 'Left empty: the best that the server offers.',
    'opc-ua.serverCertificateThumbprint': 'Thumbprint of the server’s certificate',
    'opc-ua.serverCertificateThumbprint_says':
      'SHA-1 or SHA-256, in hexadecimal. The connection test shows the one that it met; compare it with the server’s.',
    'opc-ua.caFile': 'CA certificate file',
    'opc-ua.caFile_says':
      'PEM file of the authority that signed the server’s certificate, or of itself.',
    'opc-ua.trustAnyServerCertificate': 'Trust any server certificate',
    'opc-ua.trustAnyServerCertificate_says':
      'Anybody on the way could then answer in the server’s place. Pin its thumbprint.',
    'opc-ua.authentication': 'Log-in',
    'opc-ua.authentication_says':
      'Left empty: by certificate where one is given, by user, otherwise anonymous.',
    'opc-ua.user': 'User',
    'opc-ua.user_says': 'A read-only account.',
    'opc-ua.password': 'Password',
    'opc-ua.userCertificateFile': 'User certificate file',
    'opc-ua.userCertificateFile_says': 'PEM or DER, for a log-in by certificate.',
    'opc-ua.userPrivateKeyFile': 'User private key file',
    'opc-ua.userPrivateKeyFile_says': 'PEM.',
    'opc-ua.certificateFile': 'Plantline’s own certificate file',
    'opc-ua.certificateFile_says':
      'PEM or DER. Left empty: Plantline makes one and keeps it in its data folder.',
    'opc-ua.privateKeyFile': 'Plantline’s own private key file',
    'opc-ua.privateKeyFile_says': 'PEM, with the certificate above.',
    'opc-ua.rootNode': 'Root node',
    'opc-ua.rootNode_says':
      'NodeId where tag names begin; everything below is indexed. Default: Objects.',
    'opc-ua.timeoutMs': 'Time limit of a request (ms)',
    'opc-ua.maxConcurrentRequests': 'Requests at the same time',
    'opc-ua.maxConcurrentRequests_says': 'Of one question; all questions share one session.',
    'opc-ua.maxNodesPerRequest': 'Nodes per request at most',
    'opc-ua.maxNodesPerRequest_says': 'Where the server tells a lower limit, that one is kept.',
    'opc-ua.maxTagsPerQuestion': 'Tags per wildcard at most',
    'opc-ua.maxValuesPerTag': 'Values per tag of one history at most',
    'opc-ua.publishingIntervalMs': 'Interval of subscriptions (ms)',
    'opc-ua.tagIndex': 'Index the tags',
    'opc-ua.tagIndex_says':
      'The address space is browsed in the background, for search and wildcards.',
    'opc-ua.tagIndexRefreshMinutes': 'Refresh the index every (minutes)',
    'opc-ua.maxIndexedTags': 'Tags in the index at most',
  },
  id: {
    'opc-ua.endpointUrl': 'URL endpoint',
    'opc-ua.endpointUrl_says':
      'Alamat server, misalnya opc.tcp://server:4840. Sebagai ganti host dan port.',
    'opc-ua.host': 'Host',
    'opc-ua.host_says': 'Bila URL endpoint tidak diisi.',
    'opc-ua.port': 'Port',
    'opc-ua.securityMode': 'Keamanan',
    'opc-ua.securityMode_says':
      'none: siapa pun di jalur itu bisa membaca dan mengubah isinya. Hindari.',
    'opc-ua.securityPolicy': 'Kebijakan keamanan',
    'opc-ua.securityPolicy_says': 'Dikosongkan: yang terbaik yang ditawarkan server.',
    'opc-ua.serverCertificateThumbprint': 'Sidik jari sertifikat server',
    'opc-ua.serverCertificateThumbprint_says':
      'SHA-1 atau SHA-256, dalam heksadesimal. Uji sambungan menampilkan yang ditemuinya; cocokkan dengan milik server.',
    'opc-ua.caFile': 'Berkas sertifikat CA',
    'opc-ua.caFile_says':
      'Berkas PEM dari CA yang menandatangani sertifikat server, atau sertifikat itu sendiri.',
    'opc-ua.trustAnyServerCertificate': 'Percayai sertifikat server apa pun',
    'opc-ua.trustAnyServerCertificate_says':
      'Siapa pun di jalur itu bisa menjawab atas nama server. Kunci dengan sidik jarinya.',
    'opc-ua.authentication': 'Cara masuk',
    'opc-ua.authentication_says':
      'Dikosongkan: dengan sertifikat bila ada, dengan pengguna, selain itu anonim.',
    'opc-ua.user': 'Pengguna',
    'opc-ua.user_says': 'Akun yang hanya bisa membaca.',
    'opc-ua.password': 'Kata sandi',
    'opc-ua.userCertificateFile': 'Berkas sertifikat pengguna',
    'opc-ua.userCertificateFile_says': 'PEM atau DER, untuk masuk dengan sertifikat.',
    'opc-ua.userPrivateKeyFile': 'Berkas kunci privat pengguna',
    'opc-ua.userPrivateKeyFile_says': 'PEM.',
    'opc-ua.certificateFile': 'Berkas sertifikat Plantline sendiri',
    'opc-ua.certificateFile_says':
      'PEM atau DER. Dikosongkan: Plantline membuatnya dan menyimpannya di folder datanya.',
    'opc-ua.privateKeyFile': 'Berkas kunci privat Plantline sendiri',
    'opc-ua.privateKeyFile_says': 'PEM, bersama sertifikat di atas.',
    'opc-ua.rootNode': 'Node akar',
    'opc-ua.rootNode_says':
      'NodeId tempat nama tag bermula; semua di bawahnya diindeks. Bawaan: Objects.',
    'opc-ua.timeoutMs': 'Batas waktu permintaan (ms)',
    'opc-ua.maxConcurrentRequests': 'Permintaan pada saat yang sama',
    'opc-ua.maxConcurrentRequests_says':
      'Dari satu pertanyaan; semua pertanyaan memakai satu sesi.',
    'opc-ua.maxNodesPerRequest': 'Node per permintaan paling banyak',
    'opc-ua.maxNodesPerRequest_says':
      'Bila server menyebut batas yang lebih rendah, batas itu yang dipakai.',
    'opc-ua.maxTagsPerQuestion': 'Tag per wildcard paling banyak',
    'opc-ua.maxValuesPerTag': 'Nilai per tag dalam satu riwayat paling banyak',
    'opc-ua.publishingIntervalMs': 'Selang langganan (ms)',
    'opc-ua.tagIndex': 'Buat indeks tag',
    'opc-ua.tagIndex_says':
      'Ruang alamat ditelusuri di latar belakang, untuk pencarian dan wildcard.',
    'opc-ua.tagIndexRefreshMinutes': 'Perbarui indeks setiap (menit)',
    'opc-ua.maxIndexedTags': 'Tag dalam indeks paling banyak',
  },
});
