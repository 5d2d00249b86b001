//! Operations that only the query, or a fragment, of their paths tells apart.

use paths_sent_alike::GetWeatherLatLonParams;

calls_of!(paths_sent_alike);

#[tokio::test]
async fn each_sends_its_own_query() {
    let params = GetWeatherLatLonParams { units: Some("m".into()) };
    let request = sent(204, |client| client.get_weather_lat_lon(1.5, -2.0).params(params)).await;
    assert_eq!((request.method.as_str(), request.target.as_str()), ("GET", "/weather?lat=1.5&lon=-2.0&units=m"));
    assert_eq!(sent(204, |client| client.get_weather_city("a b")).await.target, "/weather?city=a%20b");
}

#[tokio::test]
async fn so_do_those_of_uri_templates() {
    assert_eq!(sent(204, |client| client.get_stations_after("a")).await.target, "/stations?after=a");
    assert_eq!(sent(204, |client| client.get_stations_before("b")).await.target, "/stations?before=b");
}

#[tokio::test]
async fn a_fragment_is_not_sent() {
    for request in
        [sent(204, |client| client.post_action_start()).await, sent(204, |client| client.post_action_stop()).await]
    {
        assert_eq!((request.method.as_str(), request.target.as_str()), ("POST", "/"));
    }
}
