import type { Concept } from "./concept.ts";

/**
 * English as it is written in the US, India, Kenya, Nigeria, the Philippines and Singapore, with the Swahili, Tagalog,
 * Hindi and Pidgin words that people mix in. Parted by spaces; `_` joins two words, `*` stands for any ending.
 */
export const wordsEn: Readonly<Record<Concept, string>> = {
  not: "not no never don't won't can't cannot didn't haven't hasn't isn't ain't doesn't wouldn't couldn't wasn't nobody none without neither nope nah nothing hindi di wala walang si sio sina siwezi sija* hatu* hapana hakuna nahi nahin nai nhi nor neva lai",
  dont: "do_not don't wag huwag wag_na mat acha acheni wacha wacheni no_more enough never ayoko ayaw sitaki msini* usini* msitume* nahi_chahiye tama_na no_dey dun dont no_longer not_interested tired_of sick_of fed_up bas dnd",
  stop: "stop* stahp quit cease end cancel* unsub* unsuscri* optout opt_out opting_out opt_me opt remove* delete* erase* block* take_me take_off discontinue* deactivat* disable* desist turn_off switch_off revoke* withdraw* koma komeni komesh* futa toa toeni ondoa ondoeni tigil* itigil hinto* pakihinto ihinto tanggal* tanggalin alis* alisin pakialis pakitanggal band hata hatao hata_do hatado rok* nikal* nikaal* comot commot lose_my forget_my scrub drop_me",
  message:
    "messag* text* sms msg* txt* reminder* notif* alert* send* sending spam* ping* meseji ujumbe kutum* kunitum* kunit* mensahe padala* magpadala magtext kakatext sandesh bhej* whatsapp dm* notice* update* send_me email*",
  bother:
    "bother* disturb* harass* pester* annoy* bug bugging blowing_up flood* sumbu* kunisumbu* mnanisumb* msinisumb* gulo guluhin ginugulo istorbo pareshan tang worry_me nuisance nakakainis leave_me alone in_peace",
  list: "list number database system records namba line info details data contact_list permission consent number_off my_number orodha",
  contact:
    "contact* call* phone* ring* reach* dial* simu nipigie* mnipigie piga tawag* tawagan patawag callback call_me phone_me baat ongea kuongea kausap makausap pakausap talk* speak* discuss* yarn meet visit explain",
  die: "dead die died dies passed_away passed_on passed pass_away deceased demise expired expire buried bury burial funeral cremat* late_mr late_father widow widower estate executor death rip no_more gone_to laid_to no_longer_with alifariki amefariki aliaga ameaga marehemu alikufa tulimzika patay namatay pumanaw yumao sumakabilang kakalibing inilibing guzar dehant nidhan maut swargwas* expire_ho nahi_rahe mar_gaye mar_chuk* don_die obituary coffin late_husband",
  harmSelf:
    "suicid* kms kill_myself hang_myself overdose* poison* sniper pills rope noose cutting self-harm end_it end_my ending_my jump* bridge roof hang gun knife die_now hurt_myself harm_myself kujiua nitajiua magpakamatay magpapakamatay tatalon lason zeher zehar phaansi khudkushi jaan_de mar_jaunga mar_jaungi sumu note goodbye take_poison want_to_die wanna_die wan_die",
  life: "life live living alive exist wake wake_up anymore kuishi maisha mabuhay buhay jeena jeene zindagi reason point meaning hope world",
  despair:
    "hopeless* can't_take can't_go give_up given_up worthless better_off tired_of tire_for choka nimechoka pagod crying depress* breakdown desperate no_way no_hope overwhelmed pushing_me force_me forcing nimekata",
  kill: "kill* stab* shoot* burn* bomb* murder* attack* break_your papatayin nitawaua maar goli blood revenge slap* destroy_you come_with",
  beats: "beats_me beating_me hits_me hit_me hurts_me threaten* abusive hiding scared unsafe not_safe help_me save_me locked_in machete* choked rape*",
  kin: "wife husband father mother dad mom mum mama papa brother sister son daughter uncle aunt* parent* grandma grandpa cousin child kid* baby spouse mume mke mama baba kaka dada mtoto asawa nanay tatay kapatid anak kuya ate lola lolo pati patni beta beti bhai maa pikin",
  other: "friend* neighbo* landlord roommate colleague coworker boss ex ex-husband ex-wife guarantor reference employer relative",
  third:
    "he she they him her his hers wo woh unka unki usko siya sya kanya yeye huyo am_dead person owner holder borrower someone somebody dem wey oga this_guy uska",
  first: "i me my i'm i've i'll mine we our us mimi ako ko akin main mujhe mera meri mere hum na_me",
  you: "you your yours una kayo nyo niyo ninyo aap tum aapka tera nyinyi wewe mko guys people y'all",
  pay: "pay pays paying payment* settle* settling clear clearing remit* repay* transfer lipa kulipa bayad magbayad babayaran hulog bharna bhar dena deposit make_payment do_it sort_it",
  paid: "paid payed sent settled cleared transferred deposited wired mailed debited deducted receipt done_payment already_paid paid_off caught_up nimelipa nishalipa nimeshalipa nililipa nimetuma nishatuma nilituma imelipwa tumelipa nagbayad nakabayad nakapagbayad nabayaran binayaran bayad_na naghulog nahulog naihulog nasend kar_diya bhej_diya de_diya bhar_diya jama_kar ho_gaya ho_gayi ho_chuk* don_pay don_send don_transfer utr transaction_id went_through taken_care posted proof",
  past: "already just yesterday last ago was were been had did don has have tayari jana kanina kahapon na liao kal_hi gaya gayi diya",
  will: "will i'll we'll gonna going_to shall promise* plan* intend* about_to nita* ntalipa ntatuma tuta* nalipa natuma mag* babayaran dunga doonga karunga kar_dunga de_dunga i_go let_me surely definitely soon tomorrow scheduled pakka once when as_soon",
  wait: "wait later baadaye subiri ngoja teka mamaya ruko baad hold_on brb get_back",
  ask: "what when where how who which why whats who's what's can_i could_i do_i is_it is_there are_you magkano paano saan kailan sino ano ngapi wapi lini aje nini gani kitna kitni kab kaise kahan kaun kya wetin how_much how_many how_do",
  request: "please pls plz kindly can could may would naomba pwede paki* pa abeg kripya request* want need like_to hingi humihingi beg dijiye",
  time: "time extend* extension delay* postpone* grace later_date defer* push skip resched* more_time few_days more_days give_me muda siku palugit panahon mohlat samay patience patient bear_with nivumili* tenure roll_over rollover moratorium hafte",
  cut: "waive* waiver reduce* lower discount* settlement less remove_the punguza mpunguze babaan kam freeze restructur*",
  instalment: "installment* instalment* instal* split plan arrangement monthly weekly parts hulugan utay kisto awamu small_small bit_by emi",
  part: "half part partial* portion some only rest balance remaining minimum lang muna kalahati kwanza tu nusu aadha thoda sirf kidogo for_now at_least most best_i first all_i manage scrape",
  money: "money cash funds bucks pesa pera paisa paise rupees account bank wallet kobo shishi",
  work: "job work business salary wages shop store boss employer company hours shifts customers sales market farm crops harvest kazi biashara duka mshahara trabaho negosyo sahod sweldo naukri kaam dhandha dukan fasal motor boda",
  lose: "lost lose laid_off laid fired let_go sacked retrench* closed collapsed shut bankrupt* failed demolished terminated unemployed jobless furlough* cut nimefutwa nilipoteza natanggal nawalan bagsak lugi chali chhut sack no_work delayed unpaid stolen robbed not_paid",
  ill: "sick ill hospital* surgery cancer chemo accident injured stroke dialysis icu coma diagnosed admitted pregnant operation medical kidney disabled disability mgonjwa hospitali nimelazwa amelazwa naospital ospital sakit bimar bimari bharti",
  disaster:
    "flood* fire burnt burned typhoon drought storm earthquake hurricane disease thieves scammed_and bagyo bagyo* binaha nasunugan baadh evicted eviction homeless destroyed",
  poor: "broke poor struggling hardship afford hungry starving tight crisis crunch hard tough difficult* unable empty zero frozen gipit kapos hirap walang_wala magumu ngumu mbaya mushkil pareshani no_money bills rent school_fees pokkai divorce*",
  jail: "jail prison locked_up arrested rehab custody",
  person:
    "human person agent manager representative rep supervisor officer someone somebody operator customer_care customer_service tao mtu afisa insaan oga_at live_agent staff real_person callback",
  bot: "bot robot* machine automated ai computer",
  wrong: "wrong incorrect mistake* error* not_right umekosea mmekosea mali maling galat incorrectly mistaken",
  owner:
    "number sim line phone new_number belongs namba number_is reassigned landline lives live_here moved lumipat alihama name named hayupo hayuko new_sim changed",
  know: "know heard known kilala jua simjui sijui janta jaanta jaanti sabi recogni* who's who_is",
  loan: "loan* debt borrow* owe* owed owing took apply applied contract sign* utang umutang deni mkopo nilichukua sikuchukua sikukopa karz udhaar collect_loan authori*",
  fraud: "fraud* scam* identity stolen_id forged fake illegal cheat* impersonat* unauthori* hidden na_scam proof prove validate evidence",
  law: "court sue sued lawyer attorney police complaint complain* report* dispute* cfpb rbi cbn ombudsman trai legal judge case kortini kasuhan ipakulong consumer",
  charge:
    "interest fee* charge* charged penalty amount balance rate deduct* debit* twice double extra overcharg* calculation refund emi_twice bawas singil byaj zyada doble figure total",
  curse:
    "fuck* f*** fck wtf stfu shit* ass asshole* arsehole* bitch* bastard* idiot* stupid moron* dumb* useless scum* thief thieves ole crook* leech* parasite* vulture* bloodsucker* loser* pathetic hell screw_you suck* dick* prick* wanker* tosser* rascal shameless mad mumu ode olodo werey thunder craze mjinga wajinga pumbavu mbwa umbwa malaya mshenzi washenzi shenzi takataka kuma matako putang* tangina* pakyu gago ulol tanga hayop hayup bwisit punyeta leche bobo walang_hiya walanghiya kutta kutte kamin* saala saale chutiy* bhosd* madarchod* behenchod bhenchod gandu haram* besharam gadha pagal bevakoof chor knn nabei kanina cb siao shut_up shut_the piss* go_to_hell fool* nonsense criminals rot",
  defy: "sue_me make_me come_and dream* dreams good_luck fat_chance hell_no no_way forget_it over_my do_your kasuhan_nyo jo_karna case_kar refuse* decline silipi sitalipa sitawalipa not_paying never_pay won't_pay no_go ek_paisa penny dime cent shishi nipelekeni hamtapata",
  ack: "ok okay noted thanks thank thx ty received understood alright sure fine cool great sawa poa haya asante sige salamat opo achha acha theek thik dhanyavad shukriya got_it i_see orite wahala",
  greet: "hello hi hey morning evening afternoon how_are habari mambo kumusta namaste magandang welcome happy",
  busy: "busy driving meeting sleeping traveling travelling church class kazini at_work",
};
