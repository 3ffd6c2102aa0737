import type { City } from './geography.ts';

/** Country, its name, continent, region code, region name, city, latitude, longitude, zone. */
const ROWS = `
CN|China|AS|LN|Liaoning|Shenyang|41.8057|123.4315|Asia/Shanghai
CN|China|AS|LN|Liaoning|Dandong|40.1290|124.3940|Asia/Shanghai
CN|China|AS|LN|Liaoning|Dalian|38.9140|121.6147|Asia/Shanghai
CN|China|AS|JL|Jilin|Yanji|42.9048|129.5130|Asia/Shanghai
CN|China|AS|JL|Jilin|Changchun|43.8171|125.3235|Asia/Shanghai
CN|China|AS|JL|Jilin|Hunchun|42.8628|130.3660|Asia/Shanghai
CN|China|AS|HL|Heilongjiang|Harbin|45.8038|126.5350|Asia/Shanghai
CN|China|AS|BJ|Beijing|Beijing|39.9042|116.4074|Asia/Shanghai
CN|China|AS|SH|Shanghai|Shanghai|31.2304|121.4737|Asia/Shanghai
CN|China|AS|GD|Guangdong|Shenzhen|22.5431|114.0579|Asia/Shanghai
RU|Russia|EU|PRI|Primorskiy|Vladivostok|43.1155|131.8855|Asia/Vladivostok
RU|Russia|EU|PRI|Primorskiy|Ussuriysk|43.8029|131.9457|Asia/Vladivostok
RU|Russia|EU|KHA|Khabarovsk|Khabarovsk|48.4802|135.0719|Asia/Vladivostok
RU|Russia|EU|MOW|Moscow|Moscow|55.7558|37.6173|Europe/Moscow
RU|Russia|EU|SPE|St. Petersburg|St Petersburg|59.9343|30.3351|Europe/Moscow
LA|Laos|AS|VT|Vientiane|Vientiane|17.9757|102.6331|Asia/Vientiane
KH|Cambodia|AS|12|Phnom Penh|Phnom Penh|11.5564|104.9282|Asia/Phnom_Penh
VN|Vietnam|AS|SG|Ho Chi Minh|Ho Chi Minh City|10.8231|106.6297|Asia/Ho_Chi_Minh
MY|Malaysia|AS|14|Kuala Lumpur|Kuala Lumpur|3.1390|101.6869|Asia/Kuala_Lumpur
TH|Thailand|AS|10|Bangkok|Bangkok|13.7563|100.5018|Asia/Bangkok
AE|United Arab Emirates|AS|DU|Dubai|Dubai|25.2048|55.2708|Asia/Dubai
SA|Saudi Arabia|AS|01|Riyadh Region|Riyadh|24.7136|46.6753|Asia/Riyadh
PK|Pakistan|AS|PB|Punjab|Lahore|31.5204|74.3587|Asia/Karachi
NG|Nigeria|AF|LA|Lagos|Lagos|6.5244|3.3792|Africa/Lagos
TZ|Tanzania|AF|02|Dar es Salaam Region|Dar es Salaam|-6.7924|39.2083|Africa/Dar_es_Salaam
KE|Kenya|AF|30|Nairobi County|Nairobi|-1.2921|36.8219|Africa/Nairobi
UA|Ukraine|EU|30|Kyiv City|Kyiv|50.4501|30.5234|Europe/Kyiv
IN|India|AS|KA|Karnataka|Bengaluru|12.9716|77.5946|Asia/Kolkata
GB|United Kingdom|EU|ENG|England|London|51.5074|-0.1278|Europe/London
IE|Ireland|EU|L|Leinster|Dublin|53.3498|-6.2603|Europe/Dublin
DE|Germany|EU|BE|Land Berlin|Berlin|52.5200|13.4050|Europe/Berlin
FR|France|EU|IDF|Ile-de-France|Paris|48.8566|2.3522|Europe/Paris
NL|Netherlands|EU|NH|North Holland|Amsterdam|52.3676|4.9041|Europe/Amsterdam
PL|Poland|EU|14|Mazovia|Warsaw|52.2297|21.0122|Europe/Warsaw
ES|Spain|EU|MD|Madrid|Madrid|40.4168|-3.7038|Europe/Madrid
PT|Portugal|EU|11|Lisbon|Lisbon|38.7223|-9.1393|Europe/Lisbon
CA|Canada|NA|ON|Ontario|Toronto|43.6532|-79.3832|America/Toronto
CA|Canada|NA|BC|British Columbia|Vancouver|49.2827|-123.1207|America/Vancouver
MX|Mexico|NA|CMX|Mexico City|Mexico City|19.4326|-99.1332|America/Mexico_City
BR|Brazil|SA|SP|Sao Paulo|São Paulo|-23.5505|-46.6333|America/Sao_Paulo
CO|Colombia|SA|DC|Bogota D.C.|Bogotá|4.7110|-74.0721|America/Bogota
JP|Japan|AS|13|Tokyo|Tokyo|35.6762|139.6503|Asia/Tokyo
KR|South Korea|AS|11|Seoul|Seoul|37.5665|126.9780|Asia/Seoul
TW|Taiwan|AS|TPE|Taipei City|Taipei|25.0330|121.5654|Asia/Taipei
HK|Hong Kong|AS|HCW|Central and Western District|Hong Kong|22.3193|114.1694|Asia/Hong_Kong
SG|Singapore|AS|01|Central Singapore|Singapore|1.3521|103.8198|Asia/Singapore
AU|Australia|OC|NSW|New South Wales|Sydney|-33.8688|151.2093|Australia/Sydney
`;

/** Where staff live, travel and lease exits abroad, and where operators sit (the border regions and watch countries of public reports). */
export const FOREIGN_CITIES: readonly City[] = ROWS.trim()
  .split('\n')
  .map((row) => {
    const [country, countryName, continent, region, regionName, city, latitude, longitude, timeZone] =
      row.split('|');
    return {
      country: country!,
      countryName: countryName!,
      continent: continent!,
      region: region!,
      regionName: regionName!,
      city: city!,
      latitude: Number(latitude),
      longitude: Number(longitude),
      people: 1000,
      timeZone: timeZone!,
      postalPrefix: '',
    };
  });
