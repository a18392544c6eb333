import { defineTexts } from '../app/define-texts.ts';

/**
 * What the page itself can fail at, and Indonesian for the server's answers that people meet most. A code that is
 * not here is shown in the server's own words.
 */
export const errorTexts = defineTexts('errors', {
  en: {
    'page.offline': 'Plantline cannot be reached. Check the network; the page tries again.',
    'page.unreadable':
      'The answer could not be read. Something between here and Plantline changed it.',
    'page.unexpected': 'Something went wrong in this page. Reload it.',
    'auth.credentials_wrong': 'The user name or the password is wrong; try again.',
    'auth.code_wrong': 'This code is not valid now; take the newest one.',
    'auth.forbidden': 'Your role may not do this. Ask an administrator.',
    'auth.current_password_wrong': 'The present password is wrong; nothing was changed.',
    'auth.too_many_tries': 'Too many tries from this address. Wait a minute and try again.',
    'http.changed_meanwhile':
      'Somebody else changed this while you had it open; nothing of yours was saved.',
    'http.invalid_request': 'Something here does not fit. Look at the marked fields.',
    'users.username_taken': 'Another user has this name; choose another.',
    'users.username_invalid': 'This cannot be a user name; choose another.',
    'users.last_admin': 'This is the last active administrator; make another one first.',
    'users.own_account':
      'This is your own account: change its password and second factor under My account.',
    'users.not_found': 'There is no such user.',
    'users.password_too_short': 'A password has at least 12 characters; choose a longer one.',
    'users.password_too_long': 'This password is too long; choose a shorter one.',
    'users.password_common':
      'This password is one of those that are guessed first; choose another, for example three or four words of your own.',
    'users.password_own_name':
      'This password is little more than the name of its user or of Plantline; choose another.',
    'sessions.not_found': 'There is no such session; it may have ended by itself.',
    'api_tokens.name_taken': 'Another API token has this name; choose another.',
    'api_tokens.not_found': 'There is no such API token.',
    'contacts.phone_taken': 'Another contact has this phone number; change that one instead.',
    'contacts.address_taken': 'Another contact writes from this address; change that one instead.',
    'contacts.grant_unknown':
      'A group or source that was chosen does not exist any more; choose again.',
    'contacts.not_found': 'There is no such contact.',
    'messages.not_found': 'There is no such message.',
    'outgoing_messages.not_found': 'There is no such message in the outbox.',
    'outgoing_messages.not_reachable':
      'No transport that is ready reaches this address; link WhatsApp first, or correct the address.',
    'outgoing_messages.not_retryable':
      'Only a message that failed, expired or was cancelled can be sent again.',
    'outgoing_messages.not_cancellable':
      'Only a message that still waits can be cancelled; this one does not wait any more.',
    'outgoing_messages.media_unknown':
      'The file is not there any more. Choose it again, then send the message.',
    'media.too_large': 'The file is too large. Choose a smaller one.',
    'media.type_unsupported':
      'This kind of file is not sent. Choose a picture, a PDF, an Excel sheet or a text.',
    'media.content_mismatch':
      'The file is not of the kind its name says. Check what you chose, and choose it again.',
    'settings.value_invalid': 'The setting does not take this value.',
    'http.host_refused':
      'Plantline does not answer under this host name. Open it at localhost or 127.0.0.1 on its own machine, or set PLANTLINE_PUBLIC_URL to the address you use.',
    'http.too_many_requests': 'Too many requests at once. Wait a moment and try again.',
    'triggers.not_found': 'There is no such trigger; somebody may have deleted it.',
    'triggers.name_taken': 'This name is taken; choose another.',
    'triggers.source_unknown': 'This data source does not exist any more; choose another.',
    'triggers.preset_unknown': 'This query preset does not exist any more; choose another.',
    'triggers.without_source': 'The trigger has no data source; choose one.',
    'triggers.source_gone':
      'The data source is switched off or gone; choose another, or switch it on.',
    'triggers.argument_not_used': 'This trigger takes nothing of the kind after its name.',
    'triggers.bad_range':
      'This is not a time range. Write for example 8h, yesterday, since 06:00 or *-1d to *.',
    'triggers.bad_interval': 'This is not an interval. Write for example 30s, 15m, 1h, 1d or 1mo.',
    'triggers.bad_template':
      'The wording names something that cannot be filled in. Use the placeholders below it.',
    'triggers.bad_config': 'Something here does not fit. Look at the marked fields.',
    'triggers.variable_unknown': 'The trigger does not have this variable.',
    'triggers.variable_missing':
      'The trigger needs a value for a variable: send for example name=value.',
    'triggers.variable_not_a_choice': 'This value of the variable is not allowed.',
    'tag_aliases.not_found': 'There is no such name; somebody may have deleted it.',
    'tag_aliases.alias_taken': '“{{alias}}” stands for {{tag}} already; choose another name.',
    'tag_aliases.unknown_source': 'This data source does not exist any more; choose another.',
    'tag_aliases.unknown_contact': 'This contact does not exist any more; choose another.',
    'trigger_groups.not_found': 'There is no such group; somebody may have deleted it.',
    'trigger_groups.member_unknown': 'A trigger of the group does not exist any more; take it out.',
    'runs.empty_group': 'The group has no trigger that is switched on; add one, or switch one on.',
    'ai_triggers.not_found': 'There is no such AI trigger; somebody may have deleted it.',
    'ai_triggers.prefix_taken': 'Another AI trigger has this prefix; choose another.',
    'ai_triggers.prefix_hides_name':
      'A trigger or group begins with this prefix and could not be asked any more; choose another.',
    'data_sources.not_found': 'There is no such data source; somebody may have deleted it.',
    'data_sources.secret_needed':
      'Enter this again: what was entered before is not sent to another address, nor with less protection.',
    'data_sources.bad_config': 'Something here does not fit. Look at the marked fields.',
    'data_sources.unknown_plugin': 'This kind of source is not installed; choose another.',
    'data_sources.inactive': 'This source is switched off; switch it on first.',
    'data_sources.no_answer': 'The source gave no answer in time. Try again, or test it.',
    'data_sources.not_opened': 'The source could not be opened; test its connection.',
    'transports.not_found': 'There is no such transport in this Plantline.',
    'transports.bad_config': 'Something here does not fit. Look at the marked fields.',
    'transports.secret_needed':
      'Enter the secrets again: what was entered before cannot be read any more.',
    'transports.not_open':
      'This way to WhatsApp is not connected. Wait a moment and try again; how it stands is said above.',
    'whatsapp.not_available':
      'This Plantline has no WhatsApp connection built in that can be linked to a phone; use the chat page.',
    'whatsapp_web.already_linked':
      'A number is linked already. End that link first to link another one.',
    'whatsapp_web.linking_failed':
      'WhatsApp did not give a code to link with. Check the internet connection and try again.',
    'query_presets.not_found': 'There is no such query preset; somebody may have deleted it.',
    'query_presets.in_use':
      'Triggers take their query from this preset; give them another one or a query of their own first.',
    'internal.unexpected':
      'Something went wrong in Plantline. Try again; if it stays so, give the request id to an administrator.',
  },
  id: {
    'page.offline': 'Plantline tidak bisa dihubungi. Periksa jaringan; halaman ini mencoba lagi.',
    'page.unreadable':
      'Jawaban tidak bisa dibaca. Sesuatu di antara sini dan Plantline mengubahnya.',
    'page.unexpected': 'Ada yang salah di halaman ini. Muat ulang.',
    'auth.credentials_wrong': 'Nama pengguna atau kata sandi salah; coba lagi.',
    'auth.code_wrong': 'Kode ini tidak berlaku sekarang; pakai yang terbaru.',
    'auth.forbidden': 'Peran Anda tidak boleh melakukan ini. Hubungi administrator.',
    'auth.current_password_wrong': 'Kata sandi sekarang salah; tidak ada yang diubah.',
    'auth.too_many_tries':
      'Terlalu banyak percobaan dari alamat ini. Tunggu satu menit lalu coba lagi.',
    'http.changed_meanwhile':
      'Orang lain mengubah ini selagi Anda membukanya; perubahan Anda tidak disimpan.',
    'http.invalid_request': 'Ada yang tidak cocok di sini. Lihat bagian yang ditandai.',
    'users.username_taken': 'Nama ini sudah dipakai pengguna lain; pilih nama lain.',
    'users.username_invalid': 'Ini tidak bisa menjadi nama pengguna; pilih yang lain.',
    'users.last_admin': 'Ini administrator aktif yang terakhir; buat administrator lain dulu.',
    'users.own_account':
      'Ini akun Anda sendiri: ganti kata sandi dan faktor keduanya di Akun saya.',
    'users.not_found': 'Pengguna ini tidak ada.',
    'users.password_too_short': 'Kata sandi minimal 12 karakter; pilih yang lebih panjang.',
    'users.password_too_long': 'Kata sandi ini terlalu panjang; pilih yang lebih pendek.',
    'users.password_common':
      'Kata sandi ini termasuk yang paling dulu ditebak; pilih yang lain, misalnya tiga atau empat kata pilihan sendiri.',
    'users.password_own_name':
      'Kata sandi ini hampir sama dengan nama penggunanya atau Plantline; pilih yang lain.',
    'sessions.not_found': 'Sesi ini tidak ada; mungkin sudah berakhir sendiri.',
    'api_tokens.name_taken': 'Nama ini sudah dipakai token API lain; pilih nama lain.',
    'api_tokens.not_found': 'Token API ini tidak ada.',
    'contacts.phone_taken': 'Nomor ini sudah dipakai kontak lain; ubah kontak itu saja.',
    'contacts.address_taken': 'Kontak lain menulis dari alamat ini; ubah kontak itu saja.',
    'contacts.grant_unknown': 'Grup atau sumber yang dipilih sudah tidak ada; pilih lagi.',
    'contacts.not_found': 'Kontak ini tidak ada.',
    'messages.not_found': 'Pesan ini tidak ada.',
    'outgoing_messages.not_found': 'Pesan ini tidak ada di kotak keluar.',
    'outgoing_messages.not_reachable':
      'Tidak ada jalur kirim yang siap ke alamat ini; hubungkan WhatsApp dulu, atau perbaiki alamatnya.',
    'outgoing_messages.not_retryable':
      'Hanya pesan yang gagal, terlambat atau dibatalkan yang bisa dikirim lagi.',
    'outgoing_messages.not_cancellable':
      'Hanya pesan yang masih menunggu yang bisa dibatalkan; pesan ini tidak menunggu lagi.',
    'outgoing_messages.media_unknown': 'Berkas sudah tidak ada. Pilih lagi, lalu kirim pesannya.',
    'media.too_large': 'Berkas terlalu besar. Pilih yang lebih kecil.',
    'media.type_unsupported':
      'Jenis berkas ini tidak dikirim. Pilih gambar, PDF, lembar Excel, atau teks.',
    'media.content_mismatch':
      'Isi berkas tidak sesuai dengan namanya. Periksa pilihan Anda, lalu pilih lagi.',
    'settings.value_invalid': 'Pengaturan ini tidak menerima nilai itu.',
    'http.host_refused':
      'Plantline tidak menjawab di nama host ini. Buka di localhost atau 127.0.0.1 di mesinnya sendiri, atau isi PLANTLINE_PUBLIC_URL dengan alamat yang Anda pakai.',
    'http.too_many_requests':
      'Terlalu banyak permintaan sekaligus. Tunggu sebentar lalu coba lagi.',
    'triggers.not_found': 'Pemicu ini tidak ada; mungkin sudah dihapus orang lain.',
    'triggers.name_taken': 'Nama ini sudah dipakai; pilih nama lain.',
    'triggers.source_unknown': 'Sumber data ini sudah tidak ada; pilih yang lain.',
    'triggers.preset_unknown': 'Templat kueri ini sudah tidak ada; pilih yang lain.',
    'triggers.without_source': 'Pemicu ini tidak punya sumber data; pilih satu.',
    'triggers.source_gone': 'Sumber datanya dimatikan atau hilang; pilih yang lain, atau hidupkan.',
    'triggers.argument_not_used': 'Pemicu ini tidak menerima tambahan seperti itu setelah namanya.',
    'triggers.bad_range':
      'Ini bukan rentang waktu. Tulis misalnya 8h, yesterday, since 06:00 atau *-1d to *.',
    'triggers.bad_interval': 'Ini bukan selang waktu. Tulis misalnya 30s, 15m, 1h, 1d atau 1mo.',
    'triggers.bad_template':
      'Susunan ini menyebut sesuatu yang tidak bisa diisi. Pakai isian di bawahnya.',
    'triggers.bad_config': 'Ada yang tidak cocok di sini. Lihat bagian yang ditandai.',
    'triggers.variable_unknown': 'Pemicu ini tidak punya variabel itu.',
    'triggers.variable_missing':
      'Pemicu ini perlu nilai untuk sebuah variabel: kirim misalnya nama=nilai.',
    'triggers.variable_not_a_choice': 'Nilai variabel ini tidak diizinkan.',
    'tag_aliases.not_found': 'Nama itu tidak ada; mungkin sudah dihapus.',
    'tag_aliases.alias_taken': '“{{alias}}” sudah dipakai untuk {{tag}}; pilih nama lain.',
    'tag_aliases.unknown_source': 'Sumber data ini sudah tidak ada; pilih yang lain.',
    'tag_aliases.unknown_contact': 'Kontak ini sudah tidak ada; pilih yang lain.',
    'trigger_groups.not_found': 'Grup ini tidak ada; mungkin sudah dihapus orang lain.',
    'trigger_groups.member_unknown': 'Ada pemicu di grup ini yang sudah tidak ada; keluarkan.',
    'runs.empty_group':
      'Grup ini tidak punya pemicu yang dipakai; tambahkan, atau hidupkan salah satu.',
    'ai_triggers.not_found': 'Pemicu AI ini tidak ada; mungkin sudah dihapus orang lain.',
    'ai_triggers.prefix_taken': 'Pemicu AI lain sudah memakai awalan ini; pilih yang lain.',
    'ai_triggers.prefix_hides_name':
      'Ada pemicu atau grup yang diawali awalan ini dan tidak akan bisa ditanya lagi; pilih yang lain.',
    'data_sources.not_found': 'Sumber data ini tidak ada; mungkin sudah dihapus orang lain.',
    'data_sources.secret_needed':
      'Isi lagi: yang diisi sebelumnya tidak dikirim ke alamat lain atau dengan perlindungan yang lebih lemah.',
    'data_sources.bad_config': 'Ada yang tidak cocok di sini. Lihat bagian yang ditandai.',
    'data_sources.unknown_plugin': 'Jenis sumber ini tidak terpasang; pilih yang lain.',
    'data_sources.inactive': 'Sumber ini dimatikan; hidupkan dulu.',
    'data_sources.no_answer':
      'Sumber tidak menjawab pada waktunya. Coba lagi, atau uji sambungannya.',
    'data_sources.not_opened': 'Sumber tidak bisa dibuka; uji sambungannya.',
    'transports.not_found': 'Jalur ini tidak ada di Plantline ini.',
    'transports.bad_config': 'Ada yang tidak cocok di sini. Lihat bagian yang ditandai.',
    'transports.secret_needed':
      'Isi lagi rahasianya: yang diisi sebelumnya tidak bisa dibaca lagi.',
    'transports.not_open':
      'Jalur ke WhatsApp ini tidak tersambung. Tunggu sebentar lalu coba lagi; keadaannya ada di atas.',
    'whatsapp.not_available':
      'Plantline ini tidak punya sambungan WhatsApp yang bisa ditautkan ke ponsel; pakai halaman obrolan.',
    'whatsapp_web.already_linked':
      'Sudah ada nomor yang tertaut. Putuskan tautan itu dulu untuk menautkan yang lain.',
    'whatsapp_web.linking_failed':
      'WhatsApp tidak memberi kode untuk menautkan. Periksa sambungan internet lalu coba lagi.',
    'query_presets.not_found': 'Templat kueri ini tidak ada; mungkin sudah dihapus orang lain.',
    'query_presets.in_use':
      'Ada pemicu yang mengambil kuerinya dari templat ini; beri dulu templat lain atau kueri sendiri.',
    'internal.unexpected':
      'Ada yang salah di Plantline. Coba lagi; jika tetap begitu, berikan id permintaan kepada administrator.',
  },
});
