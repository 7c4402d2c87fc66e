def test_a_visitor_sees_the_home_page(client, db):
    response = client.get("/")
    assert response.status_code == 200
    assert "Petshop" in response.text
