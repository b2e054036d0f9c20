module roadstead.dev/peers/pause

go 1.26
