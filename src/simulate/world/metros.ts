import type { City } from './geography.ts';

/** Name, state, latitude, longitude, people (thousands), zone, first three digits of the ZIP code. */
const ROWS = `
New York|NY|40.7128|-74.0060|19500|America/New_York|100
Los Angeles|CA|34.0522|-118.2437|12800|America/Los_Angeles|900
Chicago|IL|41.8781|-87.6298|9300|America/Chicago|606
Dallas|TX|32.7767|-96.7970|8100|America/Chicago|752
Houston|TX|29.7604|-95.3698|7500|America/Chicago|770
Washington|DC|38.9072|-77.0369|6300|America/New_York|200
Philadelphia|PA|39.9526|-75.1652|6200|America/New_York|191
Atlanta|GA|33.7490|-84.3880|6300|America/New_York|303
Miami|FL|25.7617|-80.1918|6200|America/New_York|331
Phoenix|AZ|33.4484|-112.0740|5100|America/Phoenix|850
Boston|MA|42.3601|-71.0589|4900|America/New_York|021
San Francisco|CA|37.7749|-122.4194|4600|America/Los_Angeles|941
Riverside|CA|33.9806|-117.3755|4700|America/Los_Angeles|925
Detroit|MI|42.3314|-83.0458|4300|America/Detroit|482
Seattle|WA|47.6062|-122.3321|4000|America/Los_Angeles|981
Minneapolis|MN|44.9778|-93.2650|3700|America/Chicago|554
San Diego|CA|32.7157|-117.1611|3300|America/Los_Angeles|921
Tampa|FL|27.9506|-82.4572|3300|America/New_York|336
Denver|CO|39.7392|-104.9903|3000|America/Denver|802
Baltimore|MD|39.2904|-76.6122|2800|America/New_York|212
St. Louis|MO|38.6270|-90.1994|2800|America/Chicago|631
Orlando|FL|28.5383|-81.3792|2800|America/New_York|328
Charlotte|NC|35.2271|-80.8431|2800|America/New_York|282
San Antonio|TX|29.4241|-98.4936|2700|America/Chicago|782
Portland|OR|45.5152|-122.6784|2500|America/Los_Angeles|972
Austin|TX|30.2672|-97.7431|2400|America/Chicago|787
Sacramento|CA|38.5816|-121.4944|2400|America/Los_Angeles|958
Pittsburgh|PA|40.4406|-79.9959|2400|America/New_York|152
Las Vegas|NV|36.1699|-115.1398|2300|America/Los_Angeles|891
Cincinnati|OH|39.1031|-84.5120|2300|America/New_York|452
Kansas City|MO|39.0997|-94.5786|2200|America/Chicago|641
Columbus|OH|39.9612|-82.9988|2200|America/New_York|432
Indianapolis|IN|39.7684|-86.1581|2100|America/Indiana/Indianapolis|462
Cleveland|OH|41.4993|-81.6944|2100|America/New_York|441
Nashville|TN|36.1627|-86.7816|2100|America/Chicago|372
San Jose|CA|37.3382|-121.8863|1950|America/Los_Angeles|951
Virginia Beach|VA|36.8529|-75.9780|1800|America/New_York|234
Jacksonville|FL|30.3322|-81.6557|1700|America/New_York|322
Providence|RI|41.8240|-71.4128|1680|America/New_York|029
Milwaukee|WI|43.0389|-87.9065|1560|America/Chicago|532
Raleigh|NC|35.7796|-78.6382|1500|America/New_York|276
Oklahoma City|OK|35.4676|-97.5164|1470|America/Chicago|731
Louisville|KY|38.2527|-85.7585|1360|America/Kentucky/Louisville|402
Richmond|VA|37.5407|-77.4360|1350|America/New_York|232
Memphis|TN|35.1495|-90.0490|1340|America/Chicago|381
Salt Lake City|UT|40.7608|-111.8910|1270|America/Denver|841
Birmingham|AL|33.5186|-86.8104|1180|America/Chicago|352
Hartford|CT|41.7658|-72.6734|1220|America/New_York|061
Buffalo|NY|42.8864|-78.8784|1160|America/New_York|142
Rochester|NY|43.1566|-77.6088|1050|America/New_York|146
Tucson|AZ|32.2226|-110.9747|1060|America/Phoenix|857
Tulsa|OK|36.1540|-95.9928|1030|America/Chicago|741
New Orleans|LA|29.9511|-90.0715|960|America/Chicago|701
Omaha|NE|41.2565|-95.9345|970|America/Chicago|681
Albuquerque|NM|35.0844|-106.6504|920|America/Denver|871
Greenville|SC|34.8526|-82.3940|960|America/New_York|296
Knoxville|TN|35.9606|-83.9207|920|America/New_York|379
Boise|ID|43.6150|-116.2023|820|America/Boise|837
Charleston|SC|32.7765|-79.9311|830|America/New_York|294
Des Moines|IA|41.5868|-93.6250|740|America/Chicago|503
Spokane|WA|47.6588|-117.4260|600|America/Los_Angeles|992
Wichita|KS|37.6872|-97.3301|650|America/Chicago|672
Little Rock|AR|34.7465|-92.2896|760|America/Chicago|722
Reno|NV|39.5296|-119.8138|560|America/Los_Angeles|895
Jackson|MS|32.2988|-90.1848|610|America/Chicago|392
Portland|ME|43.6591|-70.2568|560|America/New_York|041
Fargo|ND|46.8772|-96.7898|260|America/Chicago|581
Billings|MT|45.7833|-108.5007|190|America/Denver|591
Honolulu|HI|21.3069|-157.8583|1000|Pacific/Honolulu|968
Anchorage|AK|61.2181|-149.9003|400|America/Anchorage|995
`;

const STATES: Record<string, string> = {
  AK: 'Alaska',
  AL: 'Alabama',
  AR: 'Arkansas',
  AZ: 'Arizona',
  CA: 'California',
  CO: 'Colorado',
  CT: 'Connecticut',
  DC: 'District of Columbia',
  FL: 'Florida',
  GA: 'Georgia',
  HI: 'Hawaii',
  IA: 'Iowa',
  ID: 'Idaho',
  IL: 'Illinois',
  IN: 'Indiana',
  KS: 'Kansas',
  KY: 'Kentucky',
  LA: 'Louisiana',
  MA: 'Massachusetts',
  MD: 'Maryland',
  ME: 'Maine',
  MI: 'Michigan',
  MN: 'Minnesota',
  MO: 'Missouri',
  MS: 'Mississippi',
  MT: 'Montana',
  NC: 'North Carolina',
  ND: 'North Dakota',
  NE: 'Nebraska',
  NM: 'New Mexico',
  NV: 'Nevada',
  NY: 'New York',
  OH: 'Ohio',
  OK: 'Oklahoma',
  OR: 'Oregon',
  PA: 'Pennsylvania',
  RI: 'Rhode Island',
  SC: 'South Carolina',
  TN: 'Tennessee',
  TX: 'Texas',
  UT: 'Utah',
  VA: 'Virginia',
  WA: 'Washington',
  WI: 'Wisconsin',
};

/** Metropolitan areas of the United States with their people as of the 2020s (Census Bureau, rounded). */
export const METROS: readonly City[] = ROWS.trim()
  .split('\n')
  .map((row) => {
    const [city, region, latitude, longitude, people, timeZone, postalPrefix] = row.split('|');
    return {
      country: 'US',
      countryName: 'United States',
      continent: 'NA',
      region: region!,
      regionName: STATES[region!]!,
      city: city!,
      latitude: Number(latitude),
      longitude: Number(longitude),
      people: Number(people),
      timeZone: timeZone!,
      postalPrefix: postalPrefix!,
    };
  });
